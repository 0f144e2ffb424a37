import { profileOption } from '@reprise/engine/options';
import type { Command } from 'commander';
import { helpEnd } from '../help-end';
import { NX_STATUSES, runNx } from '../run-nx';
import { seedOption } from '../seed-option';
import { suggest } from '../suggest';
import { trainings } from '../trainings';

/** `reprise train` */
export const train = (program: Command): Command => {
  const command = program.command('train');
  const projects = trainings();
  return command
    .description('train one model, with what it needs; one that was stopped goes on after its last epoch')
    .argument('<model>', [...projects.keys()].join(', '))
    .addOption(profileOption('full, as the notebook does, or a quick slice whose figures mean nothing'))
    .addOption(seedOption('of all that is random'))
    .addHelpText('after', helpEnd(['npx reprise train lenet', 'npx reprise train birnn --seed 7'], NX_STATUSES))
    .action(async (model: string, { profile, seed }: { profile: string; seed: number }) => {
      const project = projects.get(model);
      if (project === undefined) command.error(`error: ${suggest('model', model, [...projects.keys()])}`);
      process.exitCode = await runNx(['run', `${project}:${model}:${profile}`], { seed });
    });
};
