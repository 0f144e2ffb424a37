import { join } from 'node:path';
import { tsNode } from '../../ts-node';
import { type Framework, startFramework } from './framework';
import type { Request, Workload } from './protocol';

/** One line of a table: a framework with its settings. Several may share a process. */
export interface Candidate {
  /** reprise, tfjs, keras, or Keras with settings: `keras jit=off threads=1,2`. */
  name: string;
  framework: Framework;
  variant?: string;
  /** What it does in a round, in this order. */
  does: ('train' | 'steps' | 'predict')[];
  /** Whether it trains once before the first round, to build its graph. */
  warmsUp: boolean;
}

/** Keras's settings of TensorFlow's threads, inside an op and between ops. By default TensorFlow chooses. */
const THREADS = [
  ['own', 0, 0],
  ['1,2', 1, 2],
  ['2,2', 2, 2],
] as const;

const script = (file: string, ...args: string[]): string[] => tsNode(join(__dirname, file), ...args);

/** A process of TensorFlow.js that measures the rate of a matrix product. */
export const startMatmul = (job: string): Promise<Framework> =>
  startFramework('matmul', script('tfjs.ts', job), { do: 'matmul' });

/**
 * All candidates for a workload. A baseline that does not start is left out, with a message.
 * @param python with Keras; undefined leaves Keras out
 */
export async function startCandidates(
  workload: Workload,
  job: string,
  python: string | undefined,
  log: (line: string) => void,
): Promise<Candidate[]> {
  const whole = workload === 'transfer';
  const start = async (command: string[], candidates: Omit<Candidate, 'framework'>[]): Promise<Candidate[]> => {
    const [{ name, variant }] = candidates;
    const first: Request = { do: 'start', ...(variant !== undefined && { variant }) };
    const framework = await startFramework(name, command, first);
    // An epoch of the whole transfer model takes Keras a minute; building the graph does not count beside it.
    return candidates.map((one) => ({ ...one, framework, ...(whole && { warmsUp: false, does: ['train'] }) }));
  };
  const started = await start(script('reprise.ts', job), [
    { name: 'reprise', warmsUp: true, does: ['train', 'steps', 'predict'] },
  ]);
  const add = async (...baseline: Parameters<typeof start>): Promise<void> => {
    try {
      started.push(...(await start(...baseline)));
    } catch (error) {
      log(`left out: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  // TensorFlow.js has no graph to build. The transfer model takes it hours.
  if (!workload.startsWith('transfer'))
    await add(script('tfjs.ts', job), [{ name: 'tfjs', warmsUp: false, does: ['train', 'predict'] }]);
  if (python === undefined) return started;
  const keras = (...threads: number[]): string[] =>
    [python, join(__dirname, 'keras_3.py'), job].concat(threads.map(String));
  await add(keras(0, 0), [{ name: 'keras', warmsUp: true, does: ['train', 'predict'] }]);
  // The whole transfer model is compared with the notebook's loop alone.
  for (const [setting, ...threads] of whole ? [] : THREADS)
    await add(
      keras(...threads),
      ['off', 'on'].map((jit) => ({
        name: `keras jit=${jit} threads=${setting}`,
        variant: jit === 'on' ? 'jit' : 'no-jit',
        warmsUp: true,
        does: ['train'],
      })),
    );
  return started;
}
