// TensorFlow.js computes the gradient of relu as dy · step(x), where step is four kernels (Greater, IsNan and two Selects).
// TensorFlow has one kernel, which takes relu's output. The input is then not saved, so TensorFlow can fuse convolution, bias
// and relu into one kernel. Other backends of TensorFlow.js keep using step.
import { reluGrad } from '../raw-ops';
import { tf } from '@reprise/runtime';

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
