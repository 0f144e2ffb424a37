// Replaces kernels and gradients of TensorFlow.js that are missing, wrong or slow, for the whole process.
import { tf } from '@reprise/runtime';
import { denseBincount, reluGrad } from './raw-ops';

// TensorFlow.js computes the gradient of relu as dy · step(x), where step is four kernels (Greater, IsNan and two Selects).
// TensorFlow has one kernel, which takes relu's output. The input is then not saved, so TensorFlow can fuse convolution, bias
// and relu into one kernel. Other backends of TensorFlow.js keep using step.
tf.unregisterGradient('Relu');
tf.registerGradient({
  kernelName: 'Relu',
  outputsToSave: [true],
  gradFunc: (dy, [y]) => ({
    x: () =>
      tf.getBackend() === 'tensorflow'
        ? reluGrad(dy as tf.Tensor, y)
        : tf.mul(dy as tf.Tensor, tf.cast(tf.step(y), 'float32')),
  }),
});

// For an axis other than the last, BatchNormalization passes mean, variance, scale and offset in the rank of x, with size 1
// in all other axes. TensorFlow.js's gradient handles these only in rank 1 and throws otherwise (docs/parity.md, 20).
const batchNormGradient = tf.getGradient('FusedBatchNorm').gradFunc;
tf.unregisterGradient('FusedBatchNorm');
tf.registerGradient({
  kernelName: 'FusedBatchNorm',
  inputsToSave: ['x', 'mean', 'variance', 'scale'],
  gradFunc: (given, saved, attrs) => {
    const [x, mean, variance, scale] = saved;
    // Rank 1, or one mean per element: TensorFlow.js's own gradient works.
    if (mean.rank < x.rank || mean.size === x.size) return batchNormGradient(given, saved, attrs);
    const dy = given as tf.Tensor;
    const axes = tf.backend_util.getReductionAxes(mean.shape, x.shape);
    const sumUp = (values: tf.Tensor): tf.Tensor => tf.sum(values, axes, true);
    const inverse = tf.rsqrt(tf.add(variance, attrs['varianceEpsilon'] as number));
    const centered = tf.sub(x, mean);
    const scaled = scale ? tf.mul(dy, scale) : dy;
    return {
      x: () => tf.mul(scaled, inverse),
      mean: () => tf.neg(sumUp(tf.mul(scaled, inverse))),
      variance: () => tf.mul(sumUp(tf.mul(scaled, centered)), tf.mul(-0.5, tf.pow(inverse, 3))),
      scale: () => sumUp(tf.mul(dy, tf.mul(centered, inverse))),
      offset: () => sumUp(dy),
    };
  },
});

// A comparison is constant almost everywhere, so its gradient is 0. TensorFlow.js has no gradient for those below and throws,
// so a gradient cannot pass through ThresholdedReLU or Masking (docs/parity.md, 19).
const zeros = (x: tf.Tensor) => (): tf.Tensor => tf.zeros(x.shape);
for (const kernelName of ['Equal', 'Greater', 'NotEqual'])
  tf.registerGradient({
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (_, [a, b]) => ({ a: zeros(a), b: zeros(b) }),
  });
for (const kernelName of ['All', 'Any'])
  tf.registerGradient({ kernelName, inputsToSave: ['x'], gradFunc: (_, [x]) => ({ x: zeros(x) }) });

// Conv3DTranspose runs the kernel of Conv3D's input gradient. TensorFlow.js has no gradient for that kernel, so the layer
// cannot be trained (docs/parity.md, 21).
tf.registerGradient({
  kernelName: 'Conv3DBackpropInputV2',
  inputsToSave: ['dy', 'filter'],
  gradFunc: (given, [x, filter], attrs) => {
    const dy = given as tf.Tensor5D;
    const { strides, pad } = attrs as unknown as { strides: [number, number, number]; pad: 'valid' | 'same' };
    return {
      dy: () => tf.conv3d(dy, filter as tf.Tensor5D, strides, pad),
      filter: () =>
        tf.engine().runKernel('Conv3DBackpropFilterV2', { x: dy, dy: x }, { strides, pad, filterShape: filter.shape }),
    };
  },
});

// tfjs-node 4.22 lacks this kernel, which CategoryEncoding needs (docs/parity.md, 17).
tf.registerKernel({
  kernelName: 'DenseBincount',
  backendName: 'tensorflow',
  kernelFunc: ({ inputs, attrs }) => {
    const { size, binaryOutput } = attrs as { size: number; binaryOutput: boolean };
    return tf.tidy(() => denseBincount(inputs['x'] as tf.Tensor, inputs['weights'] as tf.Tensor, size, binaryOutput));
  },
});

// TensorFlow 2.21's kernel rounds every int32 to 0. TensorFlow's Python API does not call it for integers (docs/parity.md, 18).
const round = tf.getKernel('Round', 'tensorflow').kernelFunc;
tf.unregisterKernel('Round', 'tensorflow');
tf.registerKernel({
  kernelName: 'Round',
  backendName: 'tensorflow',
  kernelFunc: (call) => {
    const x = call.inputs['x'];
    return x?.dtype === 'int32' ? tf.clone(x as tf.Tensor) : round(call);
  },
});
