import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { type Contender, startContender } from './contender';
import type { Job, Request } from './protocol';
import { SMALL, type Subject } from './subjects';

/** One entry of a table: a process, and how it is asked. Several entries may share a process. */
export interface Entry {
  name: string;
  contender: Contender;
  variant?: string;
  /** What it does in a turn, in this order. */
  does: ('train' | 'steps' | 'predict')[];
  /** Whether it trains once before its turns count: TensorFlow.js has no graph to build. */
  warmsUp: boolean;
}

const tsNode = (file: string, ...args: string[]): string[] => [
  process.execPath,
  join(repositoryRoot(), 'node_modules/ts-node/dist/bin.js'),
  join(__dirname, file),
  ...args,
];

/** The command that writes a subject's job. */
export const writeJobCommand = (
  job: Pick<Job, 'model' | 'folder' | 'rows' | 'validationRows' | 'batchSize'>,
): string[] =>
  tsNode('write-job.ts', job.model, job.folder, ...[job.rows, job.validationRows, job.batchSize].map(String));

/** TensorFlow's threads inside an op and between ops that Keras is tried with; undefined is its own choice. */
const THREADS: (readonly [number, number] | undefined)[] = [undefined, [1, 2], [2, 2]];

/** Starts Reprise on a job. */
export const startOurs = async (job: string): Promise<Entry> => ({
  name: 'ours',
  warmsUp: true,
  does: ['train', 'steps', 'predict'],
  contender: await startContender('ours', tsNode('our-contender.ts', job)),
});

/** Starts TensorFlow.js as it comes. A process that only multiplies gets a job all the same and never reads its data. */
export const startTfjs = async (job: string, first?: Request): Promise<Entry> => ({
  name: 'tfjs',
  warmsUp: false,
  does: ['train', 'predict'],
  contender: await startContender('tfjs', tsNode('tfjs-contender.ts', job), {}, first),
});

/** Starts Keras as it comes. */
export const startKeras = async (job: string, python: string): Promise<Entry> => ({
  name: 'keras',
  warmsUp: true,
  does: ['train', 'predict'],
  contender: await startContender('keras', [python, join(__dirname, 'keras_contender.py'), job, '0', '0']),
});

/** Starts Keras with one setting of threads, which it tries with XLA and without. */
async function startTunedKeras(
  job: string,
  python: string,
  threads: readonly [number, number] | undefined,
): Promise<Entry[]> {
  const command = [python, join(__dirname, 'keras_contender.py'), job, ...(threads ?? [0, 0]).map(String)];
  const first: Request = { do: 'start', variant: 'no-jit' };
  const contender = await startContender(`keras threads=${threads ?? 'own'}`, command, {}, first);
  return ['no-jit', 'jit'].map((variant) => ({
    name: `keras jit=${variant === 'jit' ? 'on' : 'off'} threads=${threads ?? 'own'}`,
    contender,
    variant,
    warmsUp: true,
    does: ['train'],
  }));
}

/**
 * All contenders of a subject. TensorFlow.js itself trains the small models alone: the transfer model takes it hours.
 * A peer that does not start is left out, with a word.
 */
export async function startAll(
  subject: Subject,
  job: string,
  python: string | undefined,
  say: (line: string) => void,
): Promise<Entry[]> {
  const entries = [await startOurs(job)];
  const add = async (started: Promise<Entry | Entry[]>): Promise<void> => {
    try {
      entries.push(...[await started].flat());
    } catch (error) {
      say(`left out: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  if (SMALL.includes(subject)) await add(startTfjs(job));
  if (python !== undefined) {
    await add(startKeras(job, python));
    // The notebook's loop is what the whole transfer model is held against.
    if (subject !== 'transfer') for (const threads of THREADS) await add(startTunedKeras(job, python, threads));
  }
  // An epoch of the whole transfer model takes Keras a minute, beside which building its graph is nothing.
  return entries.map((entry) => (subject === 'transfer' ? { ...entry, warmsUp: false, does: ['train'] } : entry));
}
