// `model.fit` of TensorFlow.js on the same TensorFlow: ts-node tfjs.ts JOB. Does not load Reprise's engine, which sets threads
// and gradients for the process.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNpy } from '@reprise/data';
import type { tf as TensorFlow } from '@reprise/runtime';
import { type Job, serve } from './protocol';

// TensorFlow chooses the number of threads.
process.env['TF_NUM_INTRAOP_THREADS'] ??= '0';
const { tf } = require('@reprise/runtime') as typeof import('@reprise/runtime');

const job = JSON.parse(readFileSync(process.argv[2], 'utf8')) as Job;

function optimizer(): TensorFlow.Optimizer {
  const { name, learning_rate: rate, beta_1, beta_2, rho, epsilon } = job.optimizer as Record<string, number>;
  return String(name) === 'Adam' ? tf.train.adam(rate, beta_1, beta_2, epsilon) : tf.train.adadelta(rate, rho, epsilon);
}

/** Rows of a call in validation and prediction, as in Reprise. */
const EVALUATION_ROWS = 250;
const MATMUL_MS = 1000;
const SIZE = 1024;

/** The rate of a matrix product, in floating-point operations a second. */
function matmul(): number {
  const [a, b] = [tf.randomNormal([SIZE, SIZE]), tf.randomNormal([SIZE, SIZE])];
  const multiply = (times: number): void => {
    for (let i = 0; i < times; i++) tf.matMul(a, b).dispose();
  };
  multiply(5);
  const started = performance.now();
  let count = 0;
  for (; performance.now() - started < MATMUL_MS; count += 10) multiply(10);
  const seconds = (performance.now() - started) / 1000;
  tf.dispose([a, b]);
  return (2 * SIZE ** 3 * count) / seconds;
}

async function load(name: string): Promise<TensorFlow.Tensor> {
  const { data, shape, dtype } = await readNpy(join(job.folder, `${name}.npy`), 2 ** 31);
  return tf.tensor(data, shape, dtype === 'float32' ? 'float32' : 'int32');
}

async function rows(part: string): Promise<[TensorFlow.Tensor, TensorFlow.Tensor]> {
  const x = await load(`x${part}`);
  return [x, job.reconstruct ? x : await load(`y${part}`)];
}

async function prepare() {
  const model = await tf.loadLayersModel(`file://${join(job.folder, 'model', 'model.json')}`);
  const loss = job.loss.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  model.compile({ optimizer: optimizer(), loss, ...(!job.reconstruct && { metrics: ['accuracy'] }) });
  return { model, train: await rows(''), validationData: await rows('-val') };
}

let prepared: Awaited<ReturnType<typeof prepare>> | undefined;
void serve(async (request) => {
  if (request.do === 'matmul') return { flops: matmul() };
  prepared ??= await prepare();
  const { model, validationData, train } = prepared;
  const [x, y] = train;
  const { batchSize } = job;
  const validate = (): number => {
    const scalars = [model.evaluate(...validationData, { batchSize: EVALUATION_ROWS })].flat();
    const loss = scalars[0].dataSync()[0];
    tf.dispose(scalars);
    return loss;
  };
  if (request.do === 'train') {
    // Validation within `fit` has its batch size.
    const { history } = await model.fit(x, y, { batchSize, epochs: 1, verbose: 0 });
    validate();
    return { loss: history['loss'][0] as number };
  } else if (request.do === 'predict') {
    tf.dispose(model.predict(x, { batchSize: EVALUATION_ROWS }));
    return {};
  }
  // `evaluate` leaves out the regularizers, which the loss of `fit` has.
  const penalty = tf.tidy(() => model.calculateLosses().reduce((sum, one) => sum + one.dataSync()[0], 0));
  const loss = validate() + penalty;
  const batch = train.map((tensor) => tf.slice(tensor, 0, Math.min(batchSize, job.rows)));
  await model.fit(batch[0], batch[1], { batchSize, verbose: 0 });
  tf.dispose(batch);
  return { loss };
});
