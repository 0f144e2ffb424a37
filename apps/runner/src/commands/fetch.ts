import { type Command } from 'commander';
import { helpEnd } from '../help-end';
import { NX_STATUSES, runNx } from '../run-nx';
import { suggest } from '../suggest';

/** What comes from outside, and the Nx project that fetches it. */
const SETS = ['fashion-mnist', 'urls', 'vgg16', 'runtime'];

/** `reprise fetch` */
export const fetch = (program: Command): Command => {
  const command = program.command('fetch');
  return command
    .description('fetch and verify data sets, VGG16’s weights and TensorFlow (runtime): all of them, or those named')
    .argument('[set...]', SETS.join(', '))
    .addHelpText('after', helpEnd(['npx reprise fetch', 'npx reprise fetch urls runtime'], NX_STATUSES))
    .action(async (sets: string[]) => {
      const unknown = sets.find((set) => !SETS.includes(set));
      if (unknown !== undefined) command.error(`error: ${suggest('set', unknown, SETS)}`);
      const targets = (sets.length > 0 ? sets : SETS).join(',');
      process.exitCode = await runNx(['run-many', `--targets=${targets}`, '--projects=data,tools']);
    });
};
