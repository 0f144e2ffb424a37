// Kernels that stand in for those of tfjs-node while a function is traced.
import { tf } from '@reprise/runtime';
import { gather } from '../tensorflow/raw-ops';

/** tfjs-node reads the indices back to check them. TensorFlow checks them itself, when the graph runs. */
const gatherV2: tf.KernelConfig = {
  kernelName: 'GatherV2',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs, attrs }) => {
    const { axis, batchDims } = attrs as { axis: number; batchDims: number };
    const [x, indices] = [inputs['x'], inputs['indices']];
    return gather(x as tf.Tensor, indices as tf.Tensor, axis, batchDims);
  },
};

/** @returns what puts the standard kernels back */
export function tracedKernels(): () => void {
  const standard = tf.getKernel('GatherV2', 'tensorflow');
  const put = (kernel: tf.KernelConfig): void => {
    tf.unregisterKernel('GatherV2', 'tensorflow');
    tf.registerKernel(kernel);
  };
  put(gatherV2);
  return () => put(standard);
}
