// node exit-child.cjs WAY: ends in one of several ways while TensorFlow is at work.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { compile, tf } from '@reprise/engine';

const SIZE = 128;
/** Products one after the other: 20 to 50 ms. */
const PRODUCTS = 300;

const x = tf.fill([SIZE, SIZE], 1 / SIZE);
const compiled = compile([], {
  products: {
    program: ([given]) => {
      let product = given;
      for (let i = 0; i < PRODUCTS; i++) product = tf.matMul(product, given);
      return { outputs: [product] };
    },
    inputs: [x],
  },
});
const run = async (): Promise<void> => tf.dispose(await compiled.functions.products.async([x]));

async function runForEver(): Promise<void> {
  for (;;) await run();
}

/** Starts workers that run. */
async function startWorkers(): Promise<Worker[]> {
  const workers = [1, 2].map(() => new Worker(__filename));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return workers;
}

/** Each ends with status 0, but for `throw`, which ends with 1. */
const WAYS: Record<string, () => Promise<void> | void> = {
  'run out': () => void tf.ones([1000]),
  'run out of a run': () => void run(),
  async exit() {
    await run();
    process.exit();
  },
  'exit in a run': () => {
    void runForEver();
    setTimeout(() => process.exit(), 10 + (process.pid % 20));
  },
  'exit in runs of workers': async () => {
    await startWorkers();
    void runForEver();
    setTimeout(() => process.exit(), 10 + (process.pid % 20));
  },
  'terminate workers in their runs': async () => {
    const workers = await startWorkers();
    await Promise.all(workers.map((worker) => worker.terminate()));
    await run();
  },
  throw: () => {
    void runForEver();
    setTimeout(() => {
      throw new Error('thrown on purpose');
    }, 10);
  },
};

if (isMainThread) {
  void WAYS[process.argv[2]]();
} else {
  void runForEver();
  parentPort?.postMessage('running');
}
