import type { Command } from 'commander';
import { colors } from '../colors';
import { EXIT_STATUS } from '../exit-status';
import { helpEnd } from '../help-end';

/** `reprise doctor` */
export const doctor = (program: Command): Command =>
  program
    .command('doctor')
    .description('say what is in place (Node, TensorFlow, cores, memory, GPU, data) and what to do about what is not')
    .option('--json', 'for machines')
    .addHelpText('after', helpEnd(['npx reprise doctor'], { 0: 'all is in order', 1: 'something needs you' }))
    .action(async (options: { json?: boolean }) => {
      // Commands load what they need: TensorFlow takes its time, and doctor must run without it. It is require, since
      // import() would ask Node itself for a .ts file.
      const { inspect, renderDoctor } = require('@reprise/engine/native') as typeof import('@reprise/engine/native');
      const report = await inspect();
      const text = (): string =>
        renderDoctor(report).replace(/^✓/gm, colors.green('✓')).replace(/^✗/gm, colors.red('✗'));
      console.log(options.json ? JSON.stringify(report, null, 2) : text());
      if (report.items.some(({ ok }) => !ok)) process.exitCode = EXIT_STATUS.failed;
    });
