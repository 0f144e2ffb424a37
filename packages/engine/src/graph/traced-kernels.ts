// Kernels that replace those of tfjs-node while a function is traced.
import { tf } from '@reprise/runtime';
import { gather } from '../tensorflow/raw-ops';

/** tfjs-node reads the indices back to check them. TensorFlow checks them when the graph runs. */
const gatherV2: tf.KernelConfig = {
  kernelName: 'GatherV2',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs, attrs }) => {
    const { axis, batchDims } = attrs as { axis: number; batchDims: number };
    return gather(inputs['x'] as tf.Tensor, inputs['indices'] as tf.Tensor, axis, batchDims);
  },
};

/** @returns a function that restores the standard kernels */
export function patchKernels(): () => void {
  const standard = tf.getKernel('GatherV2', 'tensorflow');
  const replaceBy = (kernel: tf.KernelConfig): void => {
    tf.unregisterKernel('GatherV2', 'tensorflow');
    tf.registerKernel(kernel);
  };
  replaceBy(gatherV2);
  return () => replaceBy(standard);
}
