import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { artifactsDir, reportFailure, repositoryRoot } from '@reprise/base';
import { seedOption } from '@reprise/records';
import { Command, Option } from 'commander';
import * as fc from 'fast-check';
import { parseCount } from '../parse-count';
import { writeRecord } from '../reliability/record';
import { findSubjects, loadSubject, type SubjectFile } from './find-subjects';
import { type ChildResult, fuzzInChild } from './run-child';

interface Options {
  runs: number;
  seed: number;
  only?: string[];
}

/** Inputs a process, at most, unless the subject says less: each starts with a clean memory. */
const CHUNK = 4000;

interface Share extends SubjectFile {
  name: string;
  runs: number;
  chunk: number;
}

/** Each subject's part of all inputs, rounded up. */
function shares(files: readonly SubjectFile[], runs: number): Share[] {
  const subjects = files.map((file) => ({ ...file, subject: loadSubject(file) }));
  const sum = subjects.reduce((total, { subject }) => total + (subject.share ?? 1), 0);
  return subjects.map(({ id, file, subject }) => ({
    id,
    file,
    name: subject.name,
    runs: Math.ceil((runs * (subject.share ?? 1)) / sum),
    chunk: subject.inputsPerProcess ?? CHUNK,
  }));
}

async function fuzz({ id, runs, chunk }: Share, seed: number): Promise<ChildResult> {
  const sum: ChildResult = { read: 0, refused: 0, begun: 0 };
  for (let done = 0, part = 0; done < runs && !sum.failure; done += chunk, part++) {
    const found = await fuzzInChild({ id, seed: seed + part, runs: Math.min(chunk, runs - done) });
    sum.read += found.read;
    sum.refused += found.refused;
    sum.begun += found.begun;
    if (found.failure) sum.failure = { ...found.failure, message: `seed ${seed + part}: ${found.failure.message}` };
  }
  return sum;
}

/** Where an input that broke a reader is kept: as JavaScript that makes it. */
function keep(id: string, input: string): string {
  const folder = artifactsDir('reliability', 'fuzz');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${id}.txt`);
  writeFileSync(file, `${input}\n`);
  return relative(repositoryRoot(), file);
}

async function main({ runs, seed, only }: Options): Promise<void> {
  const started = Date.now();
  const wanted = shares(
    findSubjects().filter(({ id }) => only === undefined || only.includes(id)),
    runs,
  );
  const results: ChildResult[] = [];
  const failures: string[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < wanted.length) {
      const at = next++;
      const before = Date.now();
      const { id, name } = wanted[at];
      const result = await fuzz(wanted[at], seed);
      results[at] = result;
      const seconds = Math.round((Date.now() - before) / 1000);
      console.log(
        `${name}: ${result.read} read, ${result.refused} refused (${seconds} s)${result.failure ? ', FAILED' : ''}`,
      );
      if (!result.failure) continue;
      const kept = keep(id, result.failure.input);
      failures.push(`${name}: ${result.failure.message.split('\n').slice(0, 6).join(' | ')} (the input: ${kept})`);
      console.error(`${result.failure.message}\nThe input: ${result.failure.input.slice(0, 2000)}\nkept as ${kept}`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  const inputs = results.reduce((total, { read, refused }) => total + read + refused, 0);
  const record = {
    name: 'fuzz',
    settings: { seed, inputs },
    versions: { 'fast-check': fc.__version },
    rows: wanted.map(({ name }, i) => ({
      fault: name,
      times: results[i].read + results[i].refused,
      outcome: results[i].failure
        ? 'not as promised'
        : `${results[i].read} read right, ${results[i].refused} refused with one message`,
    })),
    failures,
  };
  if (only === undefined) await writeRecord(started, record);
  console.log(`${inputs} inputs in ${Math.round((Date.now() - started) / 1000)} s, ${failures.length} failures`);
  if (failures.length > 0) process.exitCode = 1;
}

const program = new Command('fuzz')
  .description('give every reader hostile input, in processes of their own')
  .option('--runs <runs>', 'inputs in all', parseCount, 120_000)
  .addOption(seedOption('of the inputs'))
  .addOption(
    new Option('--only <reader...>', 'these alone, without a record').choices(findSubjects().map(({ id }) => id)),
  )
  .action(main);
program.parseAsync().catch(reportFailure);
