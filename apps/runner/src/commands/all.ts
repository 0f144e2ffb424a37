import { relative } from 'node:path';
import { profileOption } from '@reprise/records';
import type { Command } from 'commander';
import { EXIT_STATUS } from '../exit-status';
import { helpEnd } from '../help-end';
import { reportFile } from '../report-file';
import { NX_STATUSES, runNx } from '../run-nx';
import { seedOption } from '../seed-option';

/** `reprise all` */
export const all = (program: Command): Command =>
  program
    .command('all')
    .description('run the whole pipeline: TensorFlow, data, trainings, verdicts, report, page')
    .addOption(profileOption('full, as the notebook does, or a quick slice whose figures mean nothing'))
    .addOption(seedOption('of all that is random'))
    .addHelpText('after', helpEnd(['npx reprise all', 'npx reprise all --profile quick'], NX_STATUSES))
    .action(async ({ profile, seed }: { profile: string; seed: number }) => {
      // The same task as `run runner:all:full`; but of one task Nx's view would show that one, which only waits for others.
      process.exitCode = await runNx(['run-many', '--targets=all', '--projects=runner', `--configuration=${profile}`], {
        seed,
      });
      if (process.exitCode === EXIT_STATUS.done)
        console.log(`Report: ${relative(process.cwd(), reportFile(profile, seed))}`);
    });
