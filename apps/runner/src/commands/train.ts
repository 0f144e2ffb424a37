import { taskOf, trainings } from '@reprise/records';
import { Argument, type Command } from 'commander';
import { helpEnd, NX_STATUSES } from '../command-line/help';
import { profileOption, seedOption } from '../command-line/options';
import { runNx } from '../nx/run-nx';

/** `reprise train` */
export const train = (program: Command): Command =>
  program
    .command('train')
    .description('train one model and what it needs; an interrupted training resumes after its last epoch')
    .addArgument(new Argument('<model>', 'model or variant').choices([...trainings().keys()]))
    .addOption(profileOption('full, as in the notebook, or a quick slice whose figures mean nothing'))
    .addOption(seedOption('random seed'))
    .addHelpText('after', helpEnd(['npx reprise train lenet', 'npx reprise train birnn --seed 7'], NX_STATUSES))
    .action(async (model: string, { profile, seed }: { profile: string; seed: number }) => {
      process.exitCode = await runNx(['run', `${taskOf(model)}:${profile}`], { seed });
    });
