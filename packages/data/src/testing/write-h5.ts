import type { ConvWeights } from '../vgg16/weights';

/** Writes weights as Keras 1 did: a group for each layer with `LAYER_W_1:0` and `LAYER_b_1:0`. */
export async function writeH5(path: string, weights: ConvWeights[]): Promise<void> {
  const { ready, File } = await import('h5wasm/node');
  await ready;
  const file = new File(path, 'w');
  for (const { layer, kernel, bias } of weights) {
    const group = file.create_group(layer);
    group.create_dataset({ name: `${layer}_W_1:0`, ...kernel, dtype: '<f4' });
    group.create_dataset({ name: `${layer}_b_1:0`, ...bias, dtype: '<f4' });
  }
  file.create_group('block5_pool');
  file.close();
}
