// reliability:faults: harms commands in a copy of the workspace, and checks what they do.
//   npx nx run reliability:faults
//   npx nx run reliability:faults --only='read-only|cached'    # trials whose names match; docs/reliability.md stays
import { endOnSignal, reportFailure } from '@reprise/base';
import { withScratchWorkspace } from '@reprise/tools';
import { Command } from 'commander';
import { publish, type Results, type Row } from '../publish';
import { runIn, succeeded } from '../workspace/run-in';
import { planTasks } from '../workspace/tasks';
import { concurrencyKinds } from './concurrency';
import { corruptionKinds } from './corruption';
import { diskKinds } from './disks';
import { canTry, tryFault } from './trial';

/** Tasks whose artefacts the trials read. */
const PREPARED = [
  ...['lenet:train', 'transfer:train', 'birnn:train', 'cnn-lstm:train'],
  ...['eval:report', 'page:build'],
];

async function tryFaults(root: string, only: string): Promise<Results> {
  const rows: Row[] = [];
  const failures: string[] = [];
  const tasks = planTasks(root);
  for (const name of PREPARED) succeeded(await runIn(root, tasks[name].command));
  console.log('prepared');
  for (const kinds of [diskKinds, corruptionKinds, concurrencyKinds])
    for (const { fault, asserts, trials } of kinds(root, tasks)) {
      const failed = failures.length;
      const tried = trials.filter(({ name }) => new RegExp(only).test(name)).filter(canTry);
      for (const trial of tried) {
        const since = Date.now();
        const error = await tryFault(root, trial).catch((thrown: unknown) => thrown);
        if (error !== undefined) failures.push(`${trial.name}: ${error instanceof Error ? error.message : error}`);
        const seconds = ((Date.now() - since) / 1000).toFixed(1);
        console.log(`${error === undefined ? 'ok' : 'FAILED'} ${trial.name} (${seconds} s)`);
      }
      const passed = tried.length - (failures.length - failed);
      const skipped = tried.length < trials.length ? '; the others need the right to mount' : '';
      rows.push({ fault, trials: tried.length, asserts, result: `${passed} of ${trials.length}${skipped}` });
    }
  return { rows, failures };
}

endOnSignal(() => 'reliability:faults: stopped; its copy of the workspace is removed');
new Command('faults')
  .option('--only <pattern>', 'trials whose names match this regular expression; docs/reliability.md stays')
  .action(({ only = '' }: { only?: string }) =>
    publish('faults', only === '', () => withScratchWorkspace((root) => tryFaults(root, only), { data: true })),
  )
  .parseAsync()
  .catch(reportFailure);
