// reliability:tfjs-suite: runs TensorFlow.js's core tests on our TensorFlow and compares them with a list of failures.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { reportFailure, repositoryRoot } from '@reprise/base';
import { tensorflowVersion, tf } from '@reprise/engine';
import { Command } from 'commander';
import { publish, type Results } from '../publish';
import { bundleTests } from './bundle-tests';
import { compare, readExpectedFailures } from './compare';
import { runSuite } from './run-suite';

const SEED = 1;

async function runTests(): Promise<Results> {
  const folder = join(repositoryRoot(), '.reprise', 'tfjs-suite');
  mkdirSync(folder, { recursive: true });
  const bundle = join(folder, 'tests.js');
  await bundleTests(bundle);
  const { run, failed, surprises } = compare(await runSuite(bundle, SEED), readExpectedFailures());
  const row = {
    fault: 'TensorFlow.js’s core tests on our TensorFlow',
    trials: run,
    asserts: 'success, or the listed failure with its message',
    result: `${run - failed} pass, ${failed} fail as listed`,
  };
  console.log(`${run} run, ${run - failed} pass, ${failed} fail`);
  const facts = {
    TensorFlow: tensorflowVersion(),
    'TensorFlow.js': tf.version.tfjs,
    seed: SEED,
    'peak memory (MB)': Math.round(process.resourceUsage().maxRSS / 1024),
  };
  return { rows: [row], failures: surprises, facts };
}

new Command('tfjs-suite')
  .description('run TensorFlow.js’s core tests on our TensorFlow')
  .option('--no-publish', 'do not change docs/reliability.md')
  .action((options: { publish: boolean }) => publish('tfjs-suite', options.publish, runTests))
  .parseAsync()
  .catch(reportFailure);
