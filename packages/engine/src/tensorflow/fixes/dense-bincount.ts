// tfjs-node 4.22 lacks this kernel, which CategoryEncoding needs (docs/parity.md, 17).
import { denseBincount } from '../raw-ops';
import { tf } from '@reprise/runtime';

tf.registerKernel({
  kernelName: 'DenseBincount',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs, attrs }) => {
    const { size, binaryOutput } = attrs as { size: number; binaryOutput: boolean };
    return tf.tidy(() => denseBincount(inputs['x'] as tf.Tensor, inputs['weights'] as tf.Tensor, size, binaryOutput));
  },
});
