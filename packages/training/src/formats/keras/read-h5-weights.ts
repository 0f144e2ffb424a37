import { existsSync } from 'node:fs';
import { Problem } from '@reprise/base';
import { type Hdf5Content, readHdf5 } from '@reprise/data';
import { tf } from '@reprise/runtime';
import type { WeightValues } from './weights';

const ADVICE = 'Delete the file and run the task that writes it again.';

/** What the file's own lists name. @throws Error where something of it is missing */
function namedWeights({ datasets, lists }: Hdf5Content): Map<string, WeightValues> {
  const byPath = new Map(datasets.map((dataset) => [dataset.path, dataset]));
  const names = (group: string, attribute: string): string[] => {
    const list = lists.find((one) => one.group === group && one.name === attribute);
    if (list === undefined) throw new Error(`no attribute ${attribute} in /${group}`);
    return list.values;
  };
  // load_weights_from_hdf5_group of Keras 2.2.4: save_weights has the same content at the root.
  const root = lists.some(({ group }) => group === 'model_weights') ? 'model_weights' : '';
  const below = (group: string, name: string): string => (group === '' ? name : `${group}/${name}`);
  const weights = new Map<string, WeightValues>();
  for (const layer of names(root, 'layer_names'))
    for (const name of names(below(root, layer), 'weight_names')) {
      const dataset = byPath.get(below(below(root, layer), name));
      if (dataset === undefined) throw new Error(`no weight ${name}`);
      if (dataset.data === undefined) throw new Error(`weight ${name} of type ${dataset.type}`);
      const { shape, data } = dataset;
      if (data.length !== tf.util.sizeFromShape(shape)) throw new Error(`weight ${name} without its values`);
      weights.set(name, { shape, data });
    }
  return weights;
}

/**
 * Reads the weights of a Keras 2 model file, or weights file.
 * @returns float32 values and shapes, under names such as `conv2d_1/kernel:0`, in the file's order
 * @throws Problem when the file is missing, is not HDF5, is cut off, or lacks what its own lists name
 * @example
 * (await readKerasH5Weights('model.h5')).get('dense_1/bias:0'); // { shape: [84], data: Float32Array(84) [ … ] }
 */
export async function readKerasH5Weights(file: string): Promise<Map<string, WeightValues>> {
  const expected = 'a Keras model in HDF5';
  if (!existsSync(file))
    throw new Problem({ where: file, expected, found: 'no such file', todo: 'Run the task that writes it.' });
  const content = await readHdf5(file, expected, ADVICE);
  try {
    return namedWeights(content);
  } catch (cause) {
    throw new Problem({ where: file, expected, found: (cause as Error).message, todo: ADVICE }, { cause });
  }
}
