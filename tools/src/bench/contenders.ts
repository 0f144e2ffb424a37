import { join } from 'node:path';
import { repositoryRoot } from '@reprise/data';
import { type Contender, startContender } from './contender';
import type { Job, Request } from './protocol';
import { SMALL, type Subject } from './subjects';

/** One entry of a table: a process, and how it is asked. Several entries may share a process. */
export interface Entry {
  name: string;
  contender: Contender;
  variant?: string;
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
  contender: await startContender('ours', tsNode('our-contender.ts', job)),
});

/** Starts TensorFlow.js as it comes. A process that only multiplies gets a job all the same and never reads its data. */
export const startTfjs = async (job: string, first?: Request): Promise<Entry> => ({
  name: 'tfjs',
  warmsUp: false,
  contender: await startContender('tfjs', tsNode('tfjs-contender.ts', job), {}, first),
});

/** Starts Keras as it comes. */
export const startKeras = async (job: string, python: string): Promise<Entry> => ({
  name: 'keras',
  warmsUp: true,
  contender: await startContender('keras', [python, join(__dirname, 'keras_contender.py'), job, '0', '0']),
});

/** Starts Keras with each of the settings of which the best counts. */
export async function startTunedKeras(job: string, python: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const threads of THREADS) {
    const name = `keras threads=${threads ?? 'own'}`;
    const command = [python, join(__dirname, 'keras_contender.py'), job, ...(threads ?? [0, 0]).map(String)];
    const contender = await startContender(name, command, {}, { do: 'start', variant: 'no-jit' });
    for (const variant of ['no-jit', 'jit'])
      entries.push({
        name: `keras jit=${variant === 'jit' ? 'on' : 'off'} threads=${threads ?? 'own'}`,
        contender,
        variant,
        warmsUp: true,
      });
  }
  return entries;
}

/** All contenders of a subject. TensorFlow.js itself trains the small models alone: the transfer model takes it hours. */
export async function startAll(subject: Subject, job: string, python: string | undefined): Promise<Entry[]> {
  const entries = [await startOurs(job)];
  if (SMALL.includes(subject)) entries.push(await startTfjs(job));
  if (python !== undefined) {
    entries.push(await startKeras(job, python));
    // The notebook's loop is what the whole transfer model is held against.
    if (subject !== 'transfer') entries.push(...(await startTunedKeras(job, python)));
  }
  // An epoch of the whole transfer model takes Keras a minute, beside which building its graph is nothing.
  return entries.map((entry) => (subject === 'transfer' ? { ...entry, warmsUp: false } : entry));
}
