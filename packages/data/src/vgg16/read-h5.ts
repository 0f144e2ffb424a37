import { stat } from 'node:fs/promises';
import { Problem } from '../files/problem';
import { VGG16_LAYERS } from './layers';
import type { ConvWeights } from './weights';

/**
 * Reads Keras's weights file `vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5`: a group a layer, in it the kernel
 * (height, width, in, out) and the bias. Keras 1 named them `block1_conv1_W_1:0` and `block1_conv1_b_1:0`; later
 * versions otherwise and with groups between, so they are told apart by their number of dimensions.
 * @throws Problem when the file is no HDF5, or a layer has no kernel or bias
 */
export async function readVgg16H5(path: string): Promise<ConvWeights[]> {
  const todo = 'Fetch the file again, or take another source.';
  const problem = (expected: string, found: string, cause?: unknown): Problem =>
    new Problem({ where: path, expected, found, todo }, { cause });
  await stat(path).catch((cause: unknown) => {
    throw problem('an HDF5 file', 'no such file', cause);
  });
  const { ready, File, Group, Dataset } = await import('h5wasm/node');
  const library = await ready;
  let file: InstanceType<typeof File>;
  // Without this, HDF5 prints pages about a file that it cannot open, and goes on.
  library.activate_throwing_error_handler();
  try {
    file = new File(path, 'r');
  } catch (cause) {
    throw problem('an HDF5 file', 'something else', cause);
  } finally {
    library.deactivate_throwing_error_handler();
  }
  try {
    return VGG16_LAYERS.map(({ layer }) => {
      const found: { shape: number[]; data: Float32Array }[] = [];
      const collect = (name: string): void => {
        const entry = file.get(name);
        if (entry instanceof Group) entry.keys().forEach((key) => collect(`${name}/${key}`));
        if (entry instanceof Dataset && entry.value instanceof Float32Array && entry.shape !== null)
          found.push({ shape: entry.shape, data: entry.value });
      };
      collect(layer);
      const kernel = found.find(({ shape }) => shape.length === 4);
      const bias = found.find(({ shape }) => shape.length === 1);
      if (kernel === undefined || bias === undefined) throw problem(`${layer} with kernel and bias`, 'none');
      return { layer, kernel, bias };
    });
  } finally {
    file.close();
  }
}
