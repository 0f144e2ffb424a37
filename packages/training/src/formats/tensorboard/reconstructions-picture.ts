import { tf } from '@reprise/runtime';

/** An image of bytes, row after row. */
export interface Picture {
  height: number;
  width: number;
  channels: number;
  data: Uint8Array;
}

/**
 * Images in a row, each above its reconstruction, as the notebook shows them.
 * @param inputs float32 [n, height, width, channels] in [0, 1], n at least 1
 * @param outputs of the same shape
 * @returns 2 · height by n · width; a value v is the byte nearest to 255 · v
 * @example
 * reconstructionsPicture(nineImages, theirReconstructions); // { height: 56, width: 252, channels: 1, data: … }
 */
export function reconstructionsPicture(inputs: tf.Tensor4D, outputs: tf.Tensor4D): Picture {
  const picture = tf.tidy(() => {
    const rows = [inputs, outputs].map((images) => tf.concat(tf.unstack(images), 1));
    return tf.round(tf.mul(tf.clipByValue(tf.concat(rows, 0), 0, 1), 255)) as tf.Tensor3D;
  });
  const [height, width, channels] = picture.shape;
  const data = Uint8Array.from(picture.dataSync<'float32'>());
  picture.dispose();
  return { height, width, channels, data };
}
