// TensorFlow.js's own `model.fit` on the same TensorFlow, as it comes: ts-node tfjs-contender.ts JOB. Loads nothing of
// Reprise's engine, which would set threads and gradients for the process.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNpy } from '@reprise/data';
import type { Job } from './protocol';
import { serve } from './serve';

// TensorFlow's own number of threads, and not ours.
process.env['TF_NUM_INTRAOP_THREADS'] ??= '0';
const { tf } = require('@reprise/runtime') as typeof import('@reprise/runtime');
type LayersModel = import('@reprise/runtime').tf.LayersModel;
type Tensor = import('@reprise/runtime').tf.Tensor;

const job = JSON.parse(readFileSync(process.argv[2], 'utf8')) as Job;

async function load(name: string): Promise<Tensor> {
  const { data, shape, dtype } = await readNpy(join(job.folder, `${name}.npy`), 2 ** 31);
  return tf.tensor(data, shape, dtype === 'float32' ? 'float32' : 'int32');
}

function optimizer(): import('@reprise/runtime').tf.Optimizer {
  const { name, learning_rate: rate, beta_1, beta_2, rho, epsilon } = job.optimizer as Record<string, number>;
  return String(name) === 'Adam' ? tf.train.adam(rate, beta_1, beta_2, epsilon) : tf.train.adadelta(rate, rho, epsilon);
}

/** Seconds of multiplying, after a start of which nothing is counted. */
const MATMUL_SECONDS = 1;
const SIZE = 1024;

function matmul(): { flops: number } {
  const a = tf.randomNormal([SIZE, SIZE]);
  const b = tf.randomNormal([SIZE, SIZE]);
  const once = (): void => tf.matMul(a, b).dispose();
  for (let i = 0; i < 5; i++) once();
  const started = performance.now();
  let count = 0;
  while (performance.now() - started < MATMUL_SECONDS * 1000) {
    for (let i = 0; i < 10; i++) once();
    count += 10;
  }
  const seconds = (performance.now() - started) / 1000;
  tf.dispose([a, b]);
  return { flops: (2 * SIZE ** 3 * count) / seconds };
}

let ready: { model: LayersModel; x: Tensor; y: Tensor; validation: [Tensor, Tensor] } | undefined;

async function prepare(): Promise<NonNullable<typeof ready>> {
  if (ready) return ready;
  const model = await tf.loadLayersModel(`file://${join(job.folder, 'model', 'model.json')}`);
  const loss = job.loss.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  model.compile({ optimizer: optimizer(), loss, ...(!job.reconstruct && { metrics: ['accuracy'] }) });
  const pair = async (part: string): Promise<[Tensor, Tensor]> => {
    const inputs = await load(`x${part}`);
    return [inputs, job.reconstruct ? inputs : await load(`y${part}`)];
  };
  const [x, y] = await pair('');
  return (ready = { model, x, y, validation: await pair('-val') });
}

void serve(async (request) => {
  if (request.do === 'matmul') return matmul();
  const { model, x, y, validation } = await prepare();
  const { batchSize } = job;
  if (request.do === 'predict') {
    tf.dispose(model.predict(x, { batchSize: 32 }));
    return {};
  }
  if (request.do === 'start') {
    const few = [x, y].map((tensor) => tf.slice(tensor, 0, Math.min(batchSize, job.rows)));
    await model.fit(few[0], few[1], { batchSize, verbose: 0 });
    tf.dispose(few);
    return {};
  }
  const history = await model.fit(x, y, {
    batchSize,
    epochs: 1,
    verbose: 0,
    validationData: validation,
  });
  return { loss: Number(history.history['loss'][0]) };
});
