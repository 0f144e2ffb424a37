// TensorFlow.js differentiates relu as dy · step(x), and step as four kernels (Greater, IsNan and two Selects), each over
// the whole activation. TensorFlow has one kernel for it, which takes the output: so the input need not be kept, and
// convolution, bias and relu become one kernel. Importing this file replaces the gradient for the process; the other
// backends of TensorFlow.js go on with step.
import { reluGrad } from './raw-ops';
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
