import { tf } from '@reprise/runtime';

/**
 * A typed `tf.customGrad`. A tensor that `backward` needs must be in `save`: others are disposed when the forward pass ends.
 *
 * @param forward returns the value, the tensors to save, and a function from d loss / d value to the gradient of each input
 */
export function withGradient(
  inputs: tf.Tensor[],
  forward: (...inputs: tf.Tensor[]) => {
    value: tf.Tensor;
    save: tf.Tensor[];
    backward: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[];
  },
): tf.Tensor {
  const run = tf.customGrad((...args) => {
    const keep = args[inputs.length] as unknown as (tensors: tf.Tensor[]) => void;
    const { value, save, backward } = forward(...(args.slice(0, inputs.length) as tf.Tensor[]));
    keep(save);
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => backward(dy, saved);
    return { value, gradFunc: gradFunc as unknown as (dy: tf.Tensor) => tf.Tensor };
  });
  return run(...inputs);
}
