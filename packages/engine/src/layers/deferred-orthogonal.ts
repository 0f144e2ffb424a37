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
