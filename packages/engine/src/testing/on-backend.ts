import { createRandom } from '../random/random';
// What engine replaces, as wherever it trains.
import '../tensorflow/mended';
import { tf } from '@reprise/runtime';

/** TensorFlow.js's own for the processor, or TensorFlow. */
export type Backend = 'cpu' | 'tensorflow';

/** Runs `work` on a backend of TensorFlow.js, with the numbers that layers of noise draw the same each time. */
export async function onBackend<T>(backend: Backend, work: () => T | Promise<T>): Promise<T> {
  const noise = createRandom(1).fork('noise');
  const draw = jest.spyOn(Math, 'random').mockImplementation(() => noise.uniform(1, 0, 1)[0]);
  // Else it prints that there is a faster one.
  Object.assign(tf.findBackend('cpu'), { firstUse: false });
  await tf.setBackend(backend);
  try {
    return await work();
  } finally {
    await tf.setBackend('tensorflow');
    draw.mockRestore();
  }
}
