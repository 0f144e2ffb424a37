import { Problem } from '@reprise/base';
import { readHdf5 } from '../formats/read-hdf5';
import { VGG16_LAYERS } from './layers';
import type { ConvWeights } from './weights';

/**
 * Reads Keras's weights file `vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5`: a group for each layer with the kernel
 * (height, width, in, out) and the bias. Their names depend on the version of Keras, their number of dimensions does not.
 * @throws Problem if the file is missing, not HDF5, damaged, or a layer has no kernel or bias
 */
export async function readVgg16H5(path: string): Promise<ConvWeights[]> {
  const todo = 'Download the file again, or use another source.';
  const { datasets } = await readHdf5(path, 'an HDF5 file', todo);
  return VGG16_LAYERS.map(({ layer }) => {
    const weight = (dimensions: number): ConvWeights['bias'] => {
      const dataset = datasets.find((one) => one.path.startsWith(`${layer}/`) && one.shape.length === dimensions);
      if (dataset?.data === undefined)
        throw new Problem({ where: path, expected: `${layer} with kernel and bias`, found: 'none', todo });
      return { shape: dataset.shape, data: dataset.data };
    };
    return { layer, kernel: weight(4), bias: weight(1) };
  });
}
