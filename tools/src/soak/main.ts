// tools:soak: does one thing for a long time in one process, and looks whether anything grows.
//   npx nx run tools:soak                      # all parts: training, calling TensorFlow, ending, classifying, serving
//   npx nx run tools:soak --part=serve
import { reportFailure } from '@reprise/base';
import { tensorflowVersion } from '@reprise/engine';
import { experiments as text } from '@reprise/text';
import { experiments as vision } from '@reprise/vision';
import { Command, Option } from 'commander';
import { writeRecord } from '../reliability/record';
import { callOften } from './binding';
import { classifyOften } from './classify';
import { exitOften } from './exits';
import type { Part } from './part';
import { serveMany } from './serve';
import { trainLong } from './train';

const PARTS: Record<string, (() => Promise<Part>)[]> = {
  train: [vision.lenet, vision.autoencoder, text.birnn, text['cnn-lstm']].map(
    (experiment) => () => trainLong(experiment),
  ),
  call: [callOften],
  exit: [() => exitOften()],
  classify: [classifyOften],
  serve: [serveMany],
};

const { part } = new Command('soak')
  .addOption(new Option('--part <part>', 'this one alone; no record is written then').choices(Object.keys(PARTS)))
  .parse()
  .opts<{ part?: string }>();

async function main(): Promise<void> {
  const started = Date.now();
  const found: Part = { rows: [], failures: [] };
  for (const run of part === undefined ? Object.values(PARTS).flat() : PARTS[part]) {
    const { rows, failures } = await run();
    for (const { fault, times, outcome } of rows) console.log(`${times} ${fault}: ${outcome}`);
    failures.forEach((line) => console.error(line));
    found.rows.push(...rows);
    found.failures.push(...failures);
  }
  if (part === undefined)
    await writeRecord(started, {
      name: 'soak',
      settings: {},
      versions: { TensorFlow: tensorflowVersion() },
      ...found,
    });
  process.exitCode = found.failures.length > 0 ? 1 : 0;
}
main().catch(reportFailure);
