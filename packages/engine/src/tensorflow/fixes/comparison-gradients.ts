// A comparison is constant almost everywhere, so its gradient is 0. TensorFlow.js has no gradient for those below and throws,
// so a gradient cannot pass through ThresholdedReLU or Masking (docs/parity.md, 19).
import { tf } from '@reprise/runtime';

const zeros = (x: tf.Tensor) => (): tf.Tensor => tf.zeros(x.shape);

for (const kernelName of ['Equal', 'Greater', 'NotEqual'])
  tf.registerGradient({
    kernelName,
    inputsToSave: ['a', 'b'],
    gradFunc: (_, [a, b]) => ({ a: zeros(a), b: zeros(b) }),
  });
for (const kernelName of ['All', 'Any'])
  tf.registerGradient({ kernelName, inputsToSave: ['x'], gradFunc: (_, [x]) => ({ x: zeros(x) }) });
