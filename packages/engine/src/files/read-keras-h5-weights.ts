import { existsSync } from 'node:fs';
import { Problem } from '@reprise/data';
import type { Dataset, File, Group } from 'h5wasm/node';
import { describeHdf5Error, hdf5, useFile } from './hdf5';
import type { WeightValues } from './keras-weights';

const ADVICE = 'Delete the file and run the task that writes it again.';

/** An attribute that holds names: fixed-length strings, or an empty list of doubles. */
function names(at: Group, attribute: string): string[] {
  const value = at.attrs[attribute]?.value;
  if (value === undefined) throw new Error(`no attribute ${attribute} in ${at.path}`);
  return Array.from(value as ArrayLike<string>, String);
}

function readWeight(layer: Group, name: string): WeightValues {
  const dataset = layer.get(name) as Dataset | null;
  if (dataset?.type !== 'Dataset') throw new Error(`no weight ${name}`);
  if (dataset.dtype !== '<f') throw new Error(`weight ${name} of type ${JSON.stringify(dataset.dtype)}`);
  const data = dataset.value as Float32Array;
  const shape = (dataset.shape ?? []).map(Number);
  const size = shape.reduce((product, n) => product * n, 1);
  if (!(data instanceof Float32Array) || data.length !== size) throw new Error(`weight ${name} without its values`);
  return { shape, data };
}

function readWeights(file: File): Map<string, WeightValues> {
  // load_weights_from_hdf5_group of Keras 2.2.4: save_weights has the same content at the root.
  const group = (file.keys().includes('model_weights') ? file.get('model_weights') : file) as Group;
  const weights = new Map<string, WeightValues>();
  for (const layer of names(group, 'layer_names')) {
    const layerGroup = group.get(layer) as Group | null;
    if (layerGroup?.type !== 'Group') throw new Error(`no layer ${layer}`);
    for (const name of names(layerGroup, 'weight_names')) weights.set(name, readWeight(layerGroup, name));
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
  const { File } = await hdf5();
  try {
    return useFile(new File(file, 'r'), readWeights);
  } catch (cause) {
    throw new Problem({ where: file, expected, found: describeHdf5Error(cause), todo: ADVICE }, { cause });
  }
}
