// tools:tfjs-suite: TensorFlow.js's own core tests on our TensorFlow, held against a list of failures and reasons.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportFailure, repositoryRoot } from '@reprise/base';
import { tensorflowVersion, tf } from '@reprise/engine';
import { Command } from 'commander';
import { writeRecord } from '../reliability/record';
import { bundleTests } from './bundle-tests';
import { compare, type Verdict } from './compare';
import { type ExpectedFailure, KINDS, readExpectedFailures } from './read-expected-failures';
import { runSuite } from './run-suite';

const SEED = 1;

const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

function summary({ run, failed, skipped, byReason }: Verdict): string {
  return [
    `${run} run, ${run - failed} pass, ${failed} fail, ${skipped} skip themselves; peak memory ${peakMb()} MB`,
    ...byReason.map(({ expected, failed: count }) => `  ${String(count).padStart(4)}  ${expected.reason}`),
  ].join('\n');
}

function rows(
  { run, failed, byReason }: Verdict,
  version: string,
): { fault: string; times: number; outcome: string }[] {
  const kinds = Object.keys(KINDS) as ExpectedFailure['kind'][];
  const count = (kind: ExpectedFailure['kind']): number =>
    byReason.reduce((sum, { expected, failed: n }) => sum + (expected.kind === kind ? n : 0), 0);
  return [
    {
      fault: `a test of TensorFlow.js’s core, run on TensorFlow ${version}`,
      times: run,
      outcome: `${run - failed} pass, ${failed} fail`,
    },
    ...kinds.map((kind) => ({ fault: `a test that fails: ${KINDS[kind]}`, times: count(kind), outcome: 'as listed' })),
  ];
}

async function suite({ record }: { record: boolean }): Promise<void> {
  const started = Date.now();
  const version = tensorflowVersion();
  const versions = { TensorFlow: version, 'TensorFlow.js': tf.version.tfjs };
  const folder = join(repositoryRoot(), '.reprise', 'tfjs-suite');
  mkdirSync(folder, { recursive: true });
  const bundle = join(folder, 'tests.js');
  await bundleTests(bundle);
  const verdict = compare(await runSuite(bundle, SEED), readExpectedFailures());
  console.log(summary(verdict));
  for (const line of verdict.surprises) console.error(`unexpected: ${line}`);
  if (record)
    await writeRecord(started, {
      name: 'tfjs-suite',
      settings: { seed: SEED, 'peak memory (MB)': peakMb() },
      versions,
      rows: rows(verdict, version),
      failures: verdict.surprises,
    });
  if (verdict.surprises.length > 0) process.exitCode = 1;
}

new Command('tfjs-suite')
  .description('run TensorFlow.js’s own core tests on our TensorFlow')
  .option('--no-record', 'write no record to artifacts/reliability')
  .action(suite)
  .parseAsync()
  .catch(reportFailure);
