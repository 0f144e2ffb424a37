import type { Command } from 'commander';
import { EXIT_STATUS, helpEnd, NX_STATUSES } from '../command-line/help';
import { profileOption, seedOption } from '../command-line/options';
import { runNx } from '../nx/run-nx';
import { printReportPath } from './report';

/** `reprise all` */
export const all = (program: Command): Command =>
  program
    .command('all')
    .description('run the whole pipeline: TensorFlow, data, trainings, verdicts, report, page')
    .addOption(profileOption('full, as in the notebook, or a quick slice whose figures mean nothing'))
    .addOption(seedOption('random seed'))
    .addHelpText('after', helpEnd(['npx reprise all', 'npx reprise all --profile quick'], NX_STATUSES))
    .action(async ({ profile, seed }: { profile: string; seed: number }) => {
      // The same as `run runner:all:PROFILE`, for which Nx's view would show that one task instead of all of them.
      const nx = ['run-many', '--targets=all', '--projects=runner', `--configuration=${profile}`];
      process.exitCode = await runNx(nx, { seed });
      if (process.exitCode === EXIT_STATUS.done) printReportPath(profile, seed);
    });
