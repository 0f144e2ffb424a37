import { release } from 'node:os';
import { machine } from '@reprise/base';
import { Measured } from '@reprise/records';
import { tensorflowVersion } from '@reprise/runtime';
import type { Fitted } from '../fit/train-epochs';

/**
 * The content of `measured.json` of a run that ends now, on this machine.
 * @param fits all calls of `fit`
 * @param started milliseconds, as `Date.now()` gives them
 * @param others further seconds, by name
 */
export function measure(fits: Fitted[], started: number, others: Record<string, number> = {}): Measured {
  const seconds = fits.flatMap((fit) => fit.seconds);
  return Measured.parse({
    schema: 1,
    date: new Date().toISOString(),
    seconds: {
      total: (Date.now() - started) / 1000,
      training: seconds.reduce((sum, s) => sum + s, 0),
      epochs: seconds,
      ...others,
    },
    resumed: fits.some(({ resumed }) => resumed),
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    machine: { ...machine(), release: release() },
    node: process.versions.node,
    tensorflow: tensorflowVersion(),
  });
}
