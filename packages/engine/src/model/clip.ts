import { tf } from '@reprise/runtime';

/** How gradients are clipped before an optimizer sees them. */
export interface Clipping {
  /** Each element of each gradient is clipped to between -clipValue and clipValue. */
  clipValue?: number;
  /** Each gradient is scaled down to this norm where its own is larger. */
  clipNorm?: number;
  /** All gradients are scaled down together to this norm where that of all of them is larger. */
  globalClipNorm?: number;
}

const sumOfSquares = (tensor: tf.Tensor): tf.Tensor => tf.sum(tf.square(tensor));

/** tensor · limit / max(norm, limit), as TensorFlow's clip_by_norm and clip_by_global_norm have it. */
const scaleTo = (limit: number, norm: tf.Tensor, tensor: tf.Tensor): tf.Tensor =>
  tf.mul(tensor, tf.div(limit, tf.maximum(norm, limit)));

/** Gradients clipped as Keras does it; a weight without one stays so. */
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
