import type { DoctorItem } from '@reprise/runtime/install';
import type { Command } from 'commander';
import { colors } from '../colors';
import { EXIT_STATUS } from '../exit-status';
import { helpEnd } from '../help-end';

const DATA_SETS = ['fashion-mnist', 'urls', 'vgg16'];

async function dataSet(name: string): Promise<DoctorItem> {
  const { artifactsDir, readManifest } = require('@reprise/base') as typeof import('@reprise/base');
  const item = `Data: ${name}`;
  try {
    const { sha256 } = await readManifest(artifactsDir('data', name), `data:${name}`);
    return { name: item, ok: true, found: `${Object.keys(sha256).length} files` };
  } catch {
    const todo = `Comes with the first run, or by \`npx nx run data:${name}\`.`;
    return { name: item, ok: true, found: 'not there yet', todo };
  }
}

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
      const { inspect, renderDoctor } =
        require('@reprise/runtime/install') as typeof import('@reprise/runtime/install');
      const report = await inspect({}, await Promise.all(DATA_SETS.map(dataSet)));
      const text = (): string =>
        renderDoctor(report).replace(/^✓/gm, colors.green('✓')).replace(/^✗/gm, colors.red('✗'));
      console.log(options.json ? JSON.stringify(report, null, 2) : text());
      if (!report.ok) process.exitCode = EXIT_STATUS.failed;
    });
