// reliability:faults: harms commands in a copy of the workspace, and checks what they do.
//   npx nx run reliability:faults
//   npx nx run reliability:faults --only='read-only|huge'    # trials whose names match; docs/reliability.md stays
import { endOnSignal, reportFailure } from '@reprise/base';
import { withScratchWorkspace } from '@reprise/tools';
import { Command } from 'commander';
import { publish, type Row } from '../publish';
import { runIn, succeeded } from '../workspace/run-in';
import { planTasks } from '../workspace/tasks';
import { concurrencyKinds } from './concurrency';
import { corruptionKinds } from './corruption';
import { diskKinds } from './disks';
import { canTry, tryFault } from './trial';

/** Tasks whose artefacts the trials read. */
const PREPARED = [
  ...['lenet:train', 'transfer:train', 'birnn:train', 'cnn-lstm:train'],
  ...['eval:claims', 'eval:report', 'page:build'],
];

async function main({ only = '' }: { only?: string }): Promise<void> {
  const started = Date.now();
  const seconds = (since: number): string => `${((Date.now() - since) / 1000).toFixed(1)} s`;
  const rows: Row[] = [];
  const failures: string[] = [];
  await withScratchWorkspace(
    async (root) => {
      const tasks = planTasks(root);
      for (const name of PREPARED) succeeded(await runIn(root, tasks[name].command));
      console.log(`prepared (${seconds(started)})`);
      for (const kinds of [diskKinds, corruptionKinds, concurrencyKinds])
        for (const { fault, asserts, trials } of kinds(root, tasks)) {
          const failed = failures.length;
          const tried = trials.filter(({ name }) => new RegExp(only).test(name)).filter(canTry);
          for (const trial of tried) {
            const since = Date.now();
            const error = await tryFault(root, trial).catch((thrown: unknown) => thrown);
            if (error !== undefined) failures.push(`${trial.name}: ${error instanceof Error ? error.message : error}`);
            console.log(`${error === undefined ? 'ok' : 'FAILED'} ${trial.name} (${seconds(since)})`);
          }
          const passed = tried.length - (failures.length - failed);
          const skipped = tried.length < trials.length ? '; the others need the right to mount' : '';
          rows.push({ fault, trials: tried.length, asserts, result: `${passed} of ${trials.length}${skipped}` });
        }
    },
    { data: true },
  );
  if (only === '') publish('faults', started, { rows, failures });
  for (const failure of failures) console.error(`\n${failure}`);
  console.log(`${rows.reduce((sum, { trials }) => sum + trials, 0)} trials, ${failures.length} failures`);
  if (failures.length > 0) process.exitCode = 1;
}

endOnSignal(() => 'reliability:faults: stopped; its copy of the workspace is removed');
new Command('faults')
  .option('--only <pattern>', 'trials whose names match this regular expression; docs/reliability.md stays')
  .action(main)
  .parseAsync()
  .catch(reportFailure);
