// reliability:tfjs-suite: runs TensorFlow.js's core tests on our TensorFlow and compares them with a list of failures.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportFailure, repositoryRoot } from '@reprise/base';
import { tensorflowVersion, tf } from '@reprise/engine';
import { Command } from 'commander';
import { publish } from '../publish';
import { bundleTests } from './bundle-tests';
import { compare } from './compare';
import { readExpectedFailures } from './read-expected-failures';
import { runSuite } from './run-suite';

const SEED = 1;

async function main({ publish: toPublish }: { publish: boolean }): Promise<void> {
  const started = Date.now();
  const folder = join(repositoryRoot(), '.reprise', 'tfjs-suite');
  mkdirSync(folder, { recursive: true });
  const bundle = join(folder, 'tests.js');
  await bundleTests(bundle);
  const { run, failed, surprises } = compare(await runSuite(bundle, SEED), readExpectedFailures());
  console.log(`${run} run, ${run - failed} pass, ${failed} fail`);
  for (const line of surprises) console.error(`unexpected: ${line}`);
  if (toPublish)
    publish('tfjs-suite', started, {
      facts: {
        TensorFlow: tensorflowVersion(),
        'TensorFlow.js': tf.version.tfjs,
        seed: SEED,
        'peak memory (MB)': Math.round(process.resourceUsage().maxRSS / 1024),
      },
      rows: [
        {
          fault: 'TensorFlow.js’s core tests on our TensorFlow',
          trials: run,
          asserts: 'success, or the listed failure with its message',
          result: `${run - failed} pass, ${failed} fail as listed`,
        },
      ],
      failures: surprises,
    });
  if (surprises.length > 0) process.exitCode = 1;
}

new Command('tfjs-suite')
  .description('run TensorFlow.js’s core tests on our TensorFlow')
  .option('--no-publish', 'do not change docs/reliability.md')
  .action(main)
  .parseAsync()
  .catch(reportFailure);
