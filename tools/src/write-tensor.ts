import { writeNpy } from '@reprise/data';
import type { tf } from '@reprise/engine';

/** Writes a tensor as .npy. */
export async function writeTensor(file: string, tensor: tf.Tensor): Promise<void> {
  const dtype = tensor.dtype as 'float32';
  await writeNpy(file, { dtype, shape: tensor.shape, data: tensor.dataSync<'float32'>() });
}
