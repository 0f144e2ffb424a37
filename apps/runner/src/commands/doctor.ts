import { styleText } from 'node:util';
import { artifactsDir, readManifest } from '@reprise/base';
import { type DoctorItem, inspect, renderDoctor } from '@reprise/runtime/install';
import type { Command } from 'commander';
import { helpEnd } from '../command-line';
import { DATA_SETS } from './nx-commands';

async function dataSet(name: string): Promise<DoctorItem> {
  const item = `Data: ${name}`;
  try {
    const { sha256 } = await readManifest(artifactsDir('data', name), `data:${name}`);
    return { name: item, ok: true, found: `${Object.keys(sha256).length} files` };
  } catch {
    const todo = `Fetched by the first run, or by \`npx nx run data:${name}\`.`;
    return { name: item, ok: true, found: 'not fetched yet', todo };
  }
}

/** `reprise doctor` */
export const doctor = (program: Command): Command =>
  program
    .command('doctor')
    .description('check Node, TensorFlow, cores, memory, GPU and data, and say how to fix what is wrong')
    .option('--json', 'print JSON')
    .addHelpText('after', helpEnd(['npx reprise doctor'], { 0: 'all is well', 1: 'something needs your attention' }))
    .action(async ({ json }: { json?: boolean }) => {
      const report = await inspect({}, await Promise.all(DATA_SETS.map(dataSet)));
      const text = (): string =>
        renderDoctor(report).replace(/^✓/gm, styleText('green', '✓')).replace(/^✗/gm, styleText('red', '✗'));
      console.log(json ? JSON.stringify(report, null, 2) : text());
      if (!report.ok) process.exitCode = 1;
    });
