import { tf } from '@reprise/runtime';

type Initializer = ReturnType<typeof tf.initializers.orthogonal>;
const Orthogonal = tf.initializers.orthogonal({}).constructor as new (config: object) => Initializer;

/** Saves as Orthogonal and gives zeros: `initialize` sets the values. TensorFlow.js's Orthogonal is slow and unseeded. */
class DeferredOrthogonal extends Orthogonal {
  override apply(shape: number[]): tf.Tensor {
    return tf.zeros(shape);
  }
}

export const deferredOrthogonal = (): Initializer => new DeferredOrthogonal({});

/** An LSTM with Keras 2's defaults (docs/parity.md, 2). */
export const lstm = (config: { units: number; name?: string }): tf.layers.Layer =>
  tf.layers.lstm({
    ...config,
    activation: 'tanh',
    recurrentActivation: 'hardSigmoid',
    kernelInitializer: 'glorotUniform',
    recurrentInitializer: deferredOrthogonal(),
    unitForgetBias: true,
  });
