import { writeSync } from 'node:fs';
import * as fc from 'fast-check';
import { findSubjects, loadSubject } from './find-subjects';
import { fuzzSubject } from './fuzz-subject';
import { openSandbox } from './sandbox';

// ts-node tools/src/fuzz/child.ts run|show ID SEED RUNS SANDBOX: gives one reader its inputs, or shows the last of them.
// What it has to say goes to descriptor 3, a line each: `@COUNT` before an input, and JSON at the end.
const [, , what, id, seed, runs, root] = process.argv;
const say = (line: string): void => void writeSync(3, `${line}\n`);

async function main(): Promise<void> {
  const file = findSubjects().find((one) => one.id === id);
  if (file === undefined) throw new Error(`no subject ${id}`);
  const subject = loadSubject(file);
  const [first, count] = [Number(seed), Number(runs)];
  if (what === 'show') {
    const inputs = fc.sample(subject.input, { seed: first, numRuns: count });
    say(JSON.stringify({ input: fc.stringify(inputs[count - 1]) }));
    return;
  }
  const sandbox = openSandbox(root);
  const onInput = (before: number): void => say(`@${before}`);
  say(JSON.stringify(await fuzzSubject(subject, { seed: first, runs: count, sandbox, watchMemory: true, onInput })));
}

// What a reader left behind (a timer, a socket) must not keep the process.
void main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
