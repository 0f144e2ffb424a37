import { tf } from '@reprise/engine';
import { applyChain } from '@reprise/training';

const conv = (filters: number, padding: 'same' | 'valid' = 'same', activation: 'relu' | 'sigmoid' = 'relu') =>
  tf.layers.conv2d({ filters, kernelSize: 3, padding, activation });
const pool = () => tf.layers.maxPooling2d({ poolSize: 2, padding: 'same' });
const upSample = () => tf.layers.upSampling2d({ size: [2, 2] });

/** The notebook's convolutional autoencoder: [28, 28, 1] to [4, 4, 8], that is 128 numbers, and back. 4,385 parameters. */
export function autoencoder(): tf.LayersModel {
  const input = tf.input({ shape: [28, 28, 1] });
  const encoder = [conv(16), pool(), conv(8), pool(), conv(8), pool()];
  // The last but one convolution has no padding: 16 x 16 becomes 14 x 14, which upsamples to 28 x 28.
  const decoder = [conv(8), upSample(), conv(8), upSample(), conv(16, 'valid'), upSample(), conv(1, 'same', 'sigmoid')];
  return tf.model({ inputs: input, outputs: applyChain(input, [...encoder, ...decoder]) });
}
