import { profileOption, taskOf, trainings } from '@reprise/records';
import type { Command } from 'commander';
import { helpEnd } from '../help-end';
import { NX_STATUSES, runNx } from '../run-nx';
import { seedOption } from '../seed-option';
import { suggest } from '../suggest';

/** `reprise train` */
export const train = (program: Command): Command => {
  const command = program.command('train');
  const known = trainings();
  const names = [...known.keys()];
  return command
    .description('train one model, with what it needs; one that was stopped goes on after its last epoch')
    .argument('<model>', names.join(', '))
    .addOption(profileOption('full, as the notebook does, or a quick slice whose figures mean nothing'))
    .addOption(seedOption('of all that is random'))
    .addHelpText('after', helpEnd(['npx reprise train lenet', 'npx reprise train birnn --seed 7'], NX_STATUSES))
    .action(async (model: string, { profile, seed }: { profile: string; seed: number }) => {
      if (!known.has(model)) command.error(`error: ${suggest('model', model, names)}`);
      process.exitCode = await runNx(['run', `${taskOf(model)}:${profile}`], { seed });
    });
};
