// For an axis other than the last, BatchNormalization passes mean, variance, scale and offset in the rank of x, with size 1
// in all other axes. TensorFlow.js's gradient handles these only in rank 1 and throws otherwise (docs/parity.md, 20).
import { tf } from '@reprise/runtime';

const standard = tf.getGradient('FusedBatchNorm').gradFunc;
tf.unregisterGradient('FusedBatchNorm');
tf.registerGradient({
  kernelName: 'FusedBatchNorm',
  inputsToSave: ['x', 'mean', 'variance', 'scale'],
  gradFunc: (given, saved, attrs) => {
    const [x, mean, variance, scale] = saved;
    // Rank 1, or one mean per element: TensorFlow.js's own gradient works.
    if (mean.rank < x.rank || mean.size === x.size) return standard(given, saved, attrs);
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
