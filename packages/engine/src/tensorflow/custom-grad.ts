import { tf } from '@reprise/runtime';

/**
 * `tf.customGrad` with types, and without its trap: a tensor that the gradient needs must be saved, or it is disposed
 * when the forward pass ends.
 *
 * @param forward gives the value, the tensors that `backward` needs, and the gradient for each input from d loss / d value
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
