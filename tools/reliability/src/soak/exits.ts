// Processes that end while TensorFlow is at work. As a program, `exits.ts WAY` ends in that way.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { tryCommand } from '@reprise/base';
import { compile, tf } from '@reprise/engine';
import { tsNode } from '@reprise/tools';
import type { Part } from './soak';

/** Multiplies matrices in one call of TensorFlow, for 20 to 50 ms. */
type Run = () => Promise<void>;

function openRun(): Run {
  const x = tf.fill([128, 128], 1 / 128);
  const program = ([given]: tf.Tensor[]): { outputs: tf.Tensor[] } => {
    let product = given;
    for (let i = 0; i < 300; i++) product = tf.matMul(product, given);
    return { outputs: [product] };
  };
  const compiled = compile([], { products: { program, inputs: [x] } });
  return async () => tf.dispose(await compiled.functions.products.async([x]));
}

async function runForEver(run: Run): Promise<void> {
  for (;;) await run();
}

function exitDuringRuns(run: Run): void {
  void runForEver(run);
  setTimeout(() => process.exit(), 10 + (process.pid % 20));
}

/** Workers that run for ever. */
async function startWorkers(): Promise<Worker[]> {
  const workers = [1, 2].map(() => new Worker(__filename));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return workers;
}

/** Each ends with status 0, except `throw`, which ends with 1. */
const WAYS: Record<string, (run: Run) => Promise<void> | void> = {
  'return after an op': () => void tf.ones([1000]),
  'return during a run': (run) => void run(),
  'exit after a run': async (run) => {
    await run();
    process.exit();
  },
  'exit during runs': exitDuringRuns,
  'exit during runs of workers': async (run) => {
    await startWorkers();
    exitDuringRuns(run);
  },
  'terminate workers during runs': async (run) => {
    const workers = await startWorkers();
    await Promise.all(workers.map((worker) => worker.terminate()));
    await run();
  },
  throw: (run) => {
    void runForEver(run);
    setTimeout(() => {
      throw new Error('thrown on purpose');
    }, 10);
  },
};

if (!isMainThread) {
  void runForEver(openRun());
  parentPort?.postMessage('running');
} else if (require.main === module) void WAYS[process.argv[2]](openRun());

/** Ends `times` processes, two at a time, in all ways in turn. */
export async function soakExits(times = 500): Promise<Part> {
  const ways = Object.keys(WAYS);
  const failures: string[] = [];
  let next = 0;
  const exitInTurn = async (): Promise<void> => {
    while (next < times) {
      const way = ways[next++ % ways.length];
      const { code, signal, tail } = await tryCommand(tsNode(__filename, way), { seconds: 60 });
      const expected = way === 'throw' ? 1 : 0;
      if (code !== expected || (way !== 'throw' && tail !== ''))
        failures.push(`${way}: ended with ${signal ?? code}: ${tail}`);
    }
  };
  await Promise.all([exitInTurn(), exitInTurn()]);
  const row = {
    fault: `the end of a process while TensorFlow runs, in ${ways.length} ways, with sessions and workers`,
    trials: times,
    asserts: 'the expected exit status and no output',
    result: `${times - failures.length} of ${times}`,
  };
  return { rows: [row], failures };
}
