// ts-node child.ts ID SEED RUNS SANDBOX REPORT: gives one reader its inputs. The file REPORT holds the number of the current
// input, and at the end the result.
import { writeFileSync } from 'node:fs';
import { findTargets } from './find-targets';
import { fuzz } from './fuzz';
import { openSandbox } from './sandbox';

const [, , id, seed, runs, root, file] = process.argv;
const report = (value: unknown): void => writeFileSync(file, JSON.stringify(value));

async function main(): Promise<void> {
  const target = findTargets().find((one) => one.id === id);
  if (!target) throw new Error(`no reader ${id}`);
  const options = { seed: Number(seed), runs: Number(runs), sandbox: openSandbox(root), watchMemory: true };
  report(await fuzz(target.load(), { ...options, onInput: report }));
}

// A timer or socket that a reader left open must not keep the process.
void main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
