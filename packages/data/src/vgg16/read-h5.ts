import { stat } from 'node:fs/promises';
import { Problem } from '@reprise/base';
import { readHdf5 } from '../formats/read-hdf5';
import { VGG16_LAYERS } from './layers';
import type { ConvWeights } from './weights';

/**
 * Reads Keras's weights file `vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5`: a group a layer, in it the kernel
 * (height, width, in, out) and the bias. Keras 1 named them `block1_conv1_W_1:0` and `block1_conv1_b_1:0`; later
 * versions otherwise and with groups between, so they are told apart by their number of dimensions.
 * @throws Problem when the file is no HDF5, is damaged, or a layer has no kernel or bias
 */
export async function readVgg16H5(path: string): Promise<ConvWeights[]> {
  const todo = 'Fetch the file again, or take another source.';
  const problem = (expected: string, found: string, cause?: unknown): Problem =>
    new Problem({ where: path, expected, found, todo }, { cause });
  await stat(path).catch((cause: unknown) => {
    throw problem('an HDF5 file', 'no such file', cause);
  });
  const { datasets } = await readHdf5(path, 'an HDF5 file', todo);
  return VGG16_LAYERS.map(({ layer }) => {
    const weight = (dimensions: number): ConvWeights['bias'] => {
      const found = datasets.find(({ path: at, shape }) => at.startsWith(`${layer}/`) && shape.length === dimensions);
      if (found?.data === undefined) throw problem(`${layer} with kernel and bias`, 'none');
      return { shape: found.shape, data: found.data };
    };
    return { layer, kernel: weight(4), bias: weight(1) };
  });
}
