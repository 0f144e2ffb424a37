// Conv3DTranspose runs the kernel of Conv3D's input gradient. TensorFlow.js has no gradient for that kernel, so the layer
// cannot be trained (docs/parity.md, 21).
import { tf } from '@reprise/runtime';

type Strides = [number, number, number];

tf.registerGradient({
  kernelName: 'Conv3DBackpropInputV2',
  inputsToSave: ['dy', 'filter'],
  gradFunc: (given, [x, filter], attrs) => {
    const dy = given as tf.Tensor5D;
    const { strides, pad } = attrs as unknown as { strides: Strides; pad: 'valid' | 'same' };
    return {
      dy: () => tf.conv3d(dy, filter as tf.Tensor5D, strides, pad),
      filter: () =>
        tf.engine().runKernel('Conv3DBackpropFilterV2', { x: dy, dy: x }, { strides, pad, filterShape: filter.shape }),
    };
  },
});
