import * as tf from '@tensorflow/tfjs-core';
// Registers gradients.
import '@tensorflow/tfjs-layers';

/** The part of WebGPU that is asked before its backend, 0.3 MB, is loaded. */
interface Gpu {
  requestAdapter(): Promise<object | null>;
}

/** Where the tab can compute, the fastest first; a backend is loaded only if it may work. */
const BACKENDS = {
  webgpu: {
    title: 'WebGPU',
    mayWork: async () => Boolean(await (globalThis.navigator as { gpu?: Gpu } | undefined)?.gpu?.requestAdapter()),
    load: () => import('@tensorflow/tfjs-backend-webgpu'),
  },
  webgl: {
    title: 'WebGL',
    mayWork: async () =>
      typeof OffscreenCanvas !== 'undefined' && new OffscreenCanvas(1, 1).getContext('webgl2') !== null,
    load: () => import('@tensorflow/tfjs-backend-webgl'),
  },
  cpu: { title: 'the processor', mayWork: async () => true, load: () => import('@tensorflow/tfjs-backend-cpu') },
} as const;

/** A little more than a whole number, which half precision rounds off. */
const BIT = 2 ** -16;

/**
 * A step of training whose result is known: the largest sum of a 3 x 3 window of the numbers 0 to 15, each a {@link BIT} more,
 * is the last one, and its gradient is that window. All sums are exact in single precision.
 * @throws Error when the backend computes something else
 */
export async function probe(): Promise<void> {
  const [value, gradient] = tf.tidy(() => {
    const x = tf.tensor4d(
      Array.from({ length: 16 }, (_, i) => i + BIT),
      [1, 4, 4, 1],
    );
    const largest = (kernel: tf.Tensor): tf.Scalar =>
      tf.sum(tf.maxPool(tf.conv2d(x, kernel as tf.Tensor4D, 1, 'valid') as tf.Tensor4D, 2, 2, 'valid'));
    const { value, grad } = tf.valueAndGrad(largest)(tf.ones([3, 3, 1, 1]));
    return [value, grad];
  });
  const found = [...(await value.data()), ...(await gradient.data())];
  tf.dispose([value, gradient]);
  const window = [5, 6, 7, 9, 10, 11, 13, 14, 15];
  const expected = [90 + 9 * BIT, ...window.map((number) => number + BIT)];
  if (found.some((number, i) => number !== expected[i]))
    throw new Error(`computes ${found.join(' ')} instead of ${expected.join(' ')}`);
}

/** Why a backend that was tried is not used. */
interface Refused {
  title: string;
  why: string;
}

/** Where the tab computes: its name for visitors, and the faster ones that do not work here. */
export interface StartedBackend {
  title: string;
  refused: Refused[];
}

/** Starts the first backend that gives right results. @throws Error when none does */
export async function startBackend(): Promise<StartedBackend> {
  const refused: Refused[] = [];
  for (const [name, { title, mayWork, load }] of Object.entries(BACKENDS)) {
    try {
      if (!(await mayWork())) throw new Error('this browser has none');
      await load();
      if (!(await tf.setBackend(name))) throw new Error('does not start');
      await probe();
      return { title, refused };
    } catch (error) {
      refused.push({ title, why: error instanceof Error ? error.message : String(error) });
    }
  }
  throw new Error(`No backend works here. ${refused.map(({ title, why }) => `${title}: ${why}`).join('. ')}.`);
}
