import { cpus, release, totalmem } from 'node:os';
import { Measured } from '@reprise/records';
import { tensorflowVersion } from '@reprise/runtime';
import type { Fitted } from '../epochs/train-epochs';
import type { Opened } from './experiment';

/**
 * What `measured.json` says of a run that ends now, and of this machine.
 * @param rounds all calls of `fit`
 * @param started in milliseconds, as `Date.now()` gives it
 * @param others further seconds, by their name
 */
export function measure(rounds: Fitted[], started: number, others: Opened['seconds']): Measured {
  const seconds = rounds.flatMap((round) => round.seconds);
  return Measured.parse({
    schema: 1,
    date: new Date().toISOString(),
    seconds: {
      total: (Date.now() - started) / 1000,
      training: seconds.reduce((sum, s) => sum + s, 0),
      epochs: seconds,
      ...others,
    },
    resumed: rounds.some(({ resumed }) => resumed),
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memory_gb: Math.round(totalmem() / 2 ** 30),
      platform: `${process.platform} ${process.arch}`,
      release: release(),
    },
    node: process.versions.node,
    tensorflow: tensorflowVersion(),
  });
}
