import { tf } from '@reprise/runtime';

/** Gradient clipping, before the optimizer applies gradients. */
export interface Clipping {
  /** Clips each element of each gradient to [-clipValue, clipValue]. */
  clipValue?: number;
  /** Scales each gradient down to at most this norm. */
  clipNorm?: number;
  /** Scales all gradients down together, so that their common norm is at most this. */
  globalClipNorm?: number;
}

const sumOfSquares = (tensor: tf.Tensor): tf.Tensor => tf.sum(tf.square(tensor));

/** tensor · limit / max(norm, limit), as in TensorFlow's clip_by_norm and clip_by_global_norm. */
const scaleTo = (limit: number, norm: tf.Tensor, tensor: tf.Tensor): tf.Tensor =>
  tf.mul(tensor, tf.div(limit, tf.maximum(norm, limit)));

/** Clips gradients as Keras does. A missing gradient, null, stays null. */
export function clip(
  gradients: (tf.Tensor | null)[],
  { clipValue, clipNorm, globalClipNorm }: Clipping,
): (tf.Tensor | null)[] {
  const each = (change: (gradient: tf.Tensor) => tf.Tensor): (tf.Tensor | null)[] =>
    gradients.map((gradient) => gradient && change(gradient));
  if (clipValue !== undefined) return each((gradient) => tf.clipByValue(gradient, -clipValue, clipValue));
  if (clipNorm !== undefined) return each((gradient) => scaleTo(clipNorm, tf.sqrt(sumOfSquares(gradient)), gradient));
  if (globalClipNorm === undefined) return gradients;
  const squares = gradients.flatMap((gradient) => (gradient ? [sumOfSquares(gradient)] : []));
  const norm = tf.sqrt(tf.addN(squares));
  return each((gradient) => scaleTo(globalClipNorm, norm, gradient));
}
