// reliability:fuzz: gives every reader hostile input, in processes of their own.
//   npx nx run reliability:fuzz --runs=120000 --seed=1
//   npx nx run reliability:fuzz --only=idx    # docs/reliability.md stays
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { artifactsDir, inTempFolder, reportFailure, tryCommand } from '@reprise/base';
import { parseCount, tsNode } from '@reprise/tools';
import { seedOption } from '@reprise/records';
import { Command, Option } from 'commander';
import * as fc from 'fast-check';
import { publish, type Results } from '../publish';
import { findTargets } from './find-targets';
import type { FuzzResult } from './fuzz';
import { openSandbox } from './sandbox';

interface Options {
  runs: number;
  seed: number;
  only?: string[];
}

/** Inputs per process by default: each starts with a clean memory. */
const CHUNK = 4000;
/** After which a process counts as hanging. */
const LIMIT_SECONDS = 600;

/** Fuzzes one reader in a process of its own, so that a crash, a hang or a lack of memory ends that process only. */
const fuzzInChild = (id: string, seed: number, runs: number): Promise<FuzzResult> =>
  inTempFolder(async (folder) => {
    const sandbox = openSandbox();
    const file = join(folder, 'report.json');
    writeFileSync(file, '0');
    const script = tsNode(join(__dirname, 'child.ts'), id, String(seed), String(runs), sandbox.root, file);
    const { code, signal, tail } = await tryCommand(script, {
      cwd: sandbox.work,
      env: { ...process.env, ...sandbox.env },
      seconds: LIMIT_SECONDS,
    });
    sandbox.remove();
    const report = JSON.parse(readFileSync(file, 'utf8')) as FuzzResult | number;
    if (typeof report === 'object') return report;
    const again = `\`--only ${id} --seed ${seed} --runs ${report}\` ends with that input`;
    return { read: 0, refused: 0, failure: `ended with ${signal ?? code} at input ${report} (${again}): ${tail}` };
  });

async function fuzzAll({ runs, seed, only }: Options): Promise<Results> {
  const targets = findTargets()
    .filter(({ id }) => only === undefined || only.includes(id))
    .map(({ id, load }) => ({ id, ...load() }));
  const weights = targets.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const total = { read: 0, refused: 0 };
  const failures: string[] = [];
  const fuzz = async ({ id, name, weight = 1, inputsPerProcess = CHUNK }: (typeof targets)[number]): Promise<void> => {
    const before = Date.now();
    const inputs = Math.ceil((runs * weight) / weights);
    const sum: FuzzResult = { read: 0, refused: 0 };
    for (let done = 0, part = 0; done < inputs && sum.failure === undefined; done += inputsPerProcess, part++) {
      const result = await fuzzInChild(id, seed + part, Math.min(inputsPerProcess, inputs - done));
      sum.read += result.read;
      sum.refused += result.refused;
      sum.failure = result.failure;
    }
    total.read += sum.read;
    total.refused += sum.refused;
    const seconds = Math.round((Date.now() - before) / 1000);
    console.log(`${name}: ${sum.read} read, ${sum.refused} refused (${seconds} s)${sum.failure ? ', FAILED' : ''}`);
    if (sum.failure === undefined) return;
    failures.push(`${name}: ${sum.failure.split('\n')[0]} (artifacts/reliability/${id}.txt)`);
    mkdirSync(artifactsDir('reliability'), { recursive: true });
    writeFileSync(artifactsDir('reliability', `${id}.txt`), `${sum.failure}\n`);
  };
  const queue = [...targets];
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) await fuzz(next);
  };
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
  const row = {
    fault: `hostile input for ${targets.length} readers of files, options, URLs and requests`,
    trials: total.read + total.refused,
    asserts: 'a right value or one message, within 5 s and 1 GB; no file outside the sandbox, no handle left',
    result: `${total.read.toLocaleString('en')} read, ${total.refused.toLocaleString('en')} refused, ${failures.length} failed`,
  };
  return { rows: [row], failures, facts: { 'fast-check': fc.__version, seed } };
}

new Command('fuzz')
  .description('give every reader hostile input, in processes of their own')
  .option('--runs <runs>', 'inputs in all', parseCount, 120_000)
  .addOption(seedOption('of the inputs'))
  .addOption(
    new Option('--only <reader...>', 'these readers; docs/reliability.md stays').choices(
      findTargets().map(({ id }) => id),
    ),
  )
  .action((options: Options) => publish('fuzz', options.only === undefined, () => fuzzAll(options)))
  .parseAsync()
  .catch(reportFailure);
