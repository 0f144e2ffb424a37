// ts-node child.ts ID SEED RUNS SANDBOX REPORT: gives one reader its inputs. The file REPORT holds the number of the current
// input, and at the end the result.
import { writeFileSync } from 'node:fs';
import { findSubjects, loadSubject, type SubjectFile } from './find-subjects';
import { fuzzSubject } from './fuzz-subject';
import { openSandbox } from './sandbox';

const [, , id, seed, runs, root, file] = process.argv;
const report = (value: unknown): void => writeFileSync(file, JSON.stringify(value));

async function main(): Promise<void> {
  const subject = loadSubject(findSubjects().find((one) => one.id === id) as SubjectFile);
  const options = { seed: Number(seed), runs: Number(runs), sandbox: openSandbox(root), watchMemory: true };
  report(await fuzzSubject(subject, { ...options, onInput: report }));
}

// A timer or socket that a reader left open must not keep the process.
void main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
