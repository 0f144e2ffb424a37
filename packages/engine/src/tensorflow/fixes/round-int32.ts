// TensorFlow 2.21's kernel rounds every int32 to 0. TensorFlow's Python API does not call it for integers (docs/parity.md, 18).
import { tf } from '@reprise/runtime';

const standard = tf.getKernel('Round', 'tensorflow').kernelFunc;
tf.unregisterKernel('Round', 'tensorflow');
tf.registerKernel({
  kernelName: 'Round',
  backendName: 'tensorflow',
  kernelFunc: (call) => {
    const x = call.inputs['x'];
    return x?.dtype === 'int32' ? tf.clone(x as tf.Tensor) : standard(call);
  },
});
