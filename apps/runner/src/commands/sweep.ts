import { createRequire } from 'node:module';
import { profileOption } from '@reprise/records';
import { type Command, Option } from 'commander';
import { SERVER_VARIABLE, TOKEN_VARIABLE } from '../cache/variables';
import { EXIT_STATUS } from '../exit-status';
import { helpEnd } from '../help-end';
import { NX_STATUSES, runNx } from '../run-nx';

const later = createRequire(__filename);

interface SweepOptions {
  profile: string;
  on: 'nx' | 'ray';
  address: string;
  list?: boolean;
}

/** @throws Problem where nodes would have nowhere to put their results */
function demandSharedCache(): void {
  const missing = [SERVER_VARIABLE, TOKEN_VARIABLE].filter((name) => !process.env[name]);
  if (missing.length === 0) return;
  const { Problem } = require('@reprise/base') as typeof import('@reprise/base');
  throw new Problem({
    where: 'sweep --on ray',
    expected: 'a shared cache, through which results come back from the nodes',
    found: `no ${missing.join(', no ')}`,
    todo: `Start one that the nodes reach (npx reprise cache --help), and set both here.`,
  });
}

/** `reprise sweep` */
export const sweep = (program: Command): Command =>
  program
    .command('sweep')
    .description('train every model of the notebook on five seeds and five splits, and judge the claims on all of them')
    .addOption(profileOption('full, or a quick slice that is trained and not judged'))
    .addOption(new Option('--on <engine>', 'what spreads the tasks').choices(['nx', 'ray']).default('nx'))
    .addOption(new Option('--address <address>', 'of the Ray cluster').env('RAY_ADDRESS').default('auto'))
    .option('--list', 'print its trainings as JSON instead, such as for a job matrix')
    .addHelpText(
      'after',
      helpEnd(['npx reprise sweep', 'npx reprise sweep --on ray --address HOST:6379', 'npx reprise sweep --list'], {
        ...NX_STATUSES,
        1: 'a task failed, or there is no cluster or no shared cache',
      }),
    )
    .action(async ({ profile, on, address, list }: SweepOptions) => {
      const { planTasks, sweepTrainings } = later('../sweep/plan-tasks') as typeof import('../sweep/plan-tasks');
      if (list) {
        const trainings = (await planTasks(profile)).map(({ id }) => id).filter((id) => /^(vision|text):/.test(id));
        return console.log(JSON.stringify(trainings));
      }
      if (on === 'ray') {
        demandSharedCache();
        const { runOnRay } = later('../sweep/run-on-ray') as typeof import('../sweep/run-on-ray');
        process.exitCode = await runOnRay(profile, address);
        if (process.exitCode !== EXIT_STATUS.done) return;
      }
      // After Ray all of it comes from the shared cache; what does not is made here.
      process.exitCode = await runNx(profile === 'full' ? ['run', 'eval:sweep'] : sweepTrainings(profile));
    });
