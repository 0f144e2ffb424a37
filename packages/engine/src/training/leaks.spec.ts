import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { compile } from '../graph/compile';
import type { Program } from '../graph/program';
import { initialize } from '../initializers/initialize';
import { dropout } from '../layers/dropout';
import { chain } from '../layers/forward';
import { binaryClassification } from '../losses/losses';
import { adam } from '../optimizers/adam';
import { createRandom } from '../random/random';
import { backend } from '../tensorflow/backend';
import { tf } from '../tensorflow/tf';
import { resident } from './dataset';
import { createTrainer, type Trainer } from './trainer';

const WARM_UP = 2_000;
const STEPS = 20_000;
const STEPS_PER_CALL = 4;
const BATCH = 8;
const ROWS = 64;

/**
 * How far the process may grow over STEPS. One small tensor costs some 500 bytes: its handle and buffer in TensorFlow, its
 * objects in JavaScript. One leaked a step is then 20,000 · 500 bytes = 10 MB, and the last test sees that this bound is
 * broken by it. Without a leak the size was the same to 0.1 MB over 30,000 steps.
 */
const BOUND = 4e6;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of the process in memory, without garbage. */
function residentSize(): number {
  collectGarbage();
  return process.memoryUsage.rss();
}

/** Tensors that TensorFlow.js knows, those that the native binding holds, and the sessions loaded. */
const counts = (): { tensors: number; native: number; sessions: number } => ({
  tensors: tf.memory().numTensors,
  native: backend().binding.getNumOfTensors(),
  sessions: backend().binding.getNumOfSavedModels(),
});

const data = resident(
  ROWS,
  () => [
    tf.tensor2d(Float32Array.from(createRandom(1).uniform(ROWS * 4, -1, 1)), [ROWS, 4]),
    tf.tensor2d(Float32Array.from(createRandom(2).uniform(ROWS, 0, 1)).map(Math.round), [ROWS, 1]),
  ],
  (x, y) => ({ x, y }),
);

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4] }),
    dropout({ rate: 0.2 }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
initialize(model.layers, createRandom(1));

const build = (): Trainer =>
  createTrainer({
    trainee: { layers: chain(model), loss: binaryClassification, towers: 2 },
    optimizer: adam({ learningRate: 0.01 }),
    random: createRandom(2),
    batchSize: BATCH,
    stepsPerCall: STEPS_PER_CALL,
    train: data,
    others: [],
  });

describe('nothing leaks', () => {
  test(`over ${STEPS} steps of training: no tensor, no session, no memory`, () => {
    const trainer = build();
    const rows = createRandom(3).permutation(ROWS).subarray(0, trainer.rowsPerCall);
    expect(rows).toHaveLength(STEPS_PER_CALL * BATCH);
    const run = (steps: number): number => {
      let done = 0;
      while (done < steps) done += trainer.train(rows).length;
      return done;
    };
    run(WARM_UP);
    const before = counts();
    const leaked: tf.Tensor[][] = [];
    // Memory of the tests before may go back to the system meanwhile, once: three rounds.
    const grown = [1, 2, 3].map(() => {
      const size = residentSize();
      leaked.push(Array.from({ length: STEPS }, (_, i) => tf.add(i, 1)));
      return residentSize() - size;
    });
    expect(Math.max(...grown)).toBeGreaterThan(BOUND);
    expect(counts().tensors).toBeGreaterThanOrEqual(before.tensors + 3 * STEPS);
    tf.dispose(leaked);
  });
});
