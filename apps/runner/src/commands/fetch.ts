import { Argument, type Command } from 'commander';
import { helpEnd, NX_STATUSES } from '../command-line/help';
import { runNx } from '../nx/run-nx';

export const DATA_SETS = ['fashion-mnist', 'urls', 'vgg16'];
const SETS = [...DATA_SETS, 'runtime'];

/** `reprise fetch` */
export const fetch = (program: Command): Command =>
  program
    .command('fetch')
    .description('fetch and verify data sets, VGG16’s weights and TensorFlow (runtime)')
    .addArgument(new Argument('[set...]', 'what to fetch; everything by default').choices(SETS))
    .addHelpText('after', helpEnd(['npx reprise fetch', 'npx reprise fetch urls runtime'], NX_STATUSES))
    .action(async (sets: string[] = []) => {
      const targets = (sets.length > 0 ? sets : SETS).join(',');
      process.exitCode = await runNx(['run-many', `--targets=${targets}`, '--projects=data,tools']);
    });
