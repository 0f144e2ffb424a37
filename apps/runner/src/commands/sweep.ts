import { Problem } from '@reprise/base';
import { type Command, Option } from 'commander';
import { SERVER_VARIABLE, TOKEN_VARIABLE } from '../cache/cache-handler';
import { helpEnd, NX_STATUSES, profileOption } from '../command-line';
import { runNx } from '../nx/run-nx';
import { planTasks, sweepTrainings } from '../sweep/plan-tasks';
import { runOnRay } from '../sweep/ray';

/** @throws Problem when the nodes would have nowhere to store their results */
function requireSharedCache(): void {
  const missing = [SERVER_VARIABLE, TOKEN_VARIABLE].filter((name) => !process.env[name]);
  if (missing.length === 0) return;
  throw new Problem({
    where: 'sweep --on ray',
    expected: 'a shared cache, which brings the results back from the nodes',
    found: `no ${missing.join(', no ')}`,
    todo: `Start one that the nodes can reach (npx reprise cache --help), and set both here.`,
  });
}

/** `reprise sweep` */
export const sweep = (program: Command): Command =>
  program
    .command('sweep')
    .description(
      'train every model of the notebook on ten seeds and five splits, and make the records that verdicts are made of',
    )
    .addOption(profileOption('full, or a quick slice that is trained but not judged'))
    .addOption(new Option('--on <engine>', 'what distributes the tasks').choices(['nx', 'ray']).default('nx'))
    .addOption(new Option('--address <address>', 'address of the Ray cluster').env('RAY_ADDRESS').default('auto'))
    .option('--list', 'only print the trainings as JSON, for example for a job matrix')
    .addHelpText(
      'after',
      helpEnd(['npx reprise sweep', 'npx reprise sweep --on ray --address HOST:6379', 'npx reprise sweep --list'], {
        ...NX_STATUSES,
        1: 'a task failed, or there is no cluster or no shared cache',
      }),
    )
    .action(
      async ({ profile, on, address, list }: { profile: string; on: string; address: string; list?: boolean }) => {
        if (list) {
          const trainings = (await planTasks(profile)).map(({ id }) => id).filter((id) => !id.startsWith('data:'));
          return console.log(JSON.stringify(trainings));
        }
        if (on === 'ray') {
          requireSharedCache();
          process.exitCode = await runOnRay(profile, address);
          if (process.exitCode !== 0) return;
        }
        // After Ray every training is a hit in the shared cache; anything missing is trained here.
        process.exitCode = await runNx(profile === 'full' ? ['run', 'eval:sweep'] : sweepTrainings(profile));
      },
    );
