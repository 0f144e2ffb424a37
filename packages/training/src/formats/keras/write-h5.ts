import { Problem } from '@reprise/base';
import { describeHdf5Error } from '@reprise/data';
import type { File, Group } from 'h5wasm/node';
import type { tf } from '@reprise/runtime';
import { kerasModelConfig } from './model-config';
import { kerasWeights, type KerasWeight, valuesOfWeight } from './weights';

const KERAS_VERSION = '2.2.4';

/** Python writes bytes as a variable-length ASCII string. */
const writeText = (at: Group, name: string, text: string): void => at.create_attribute(name, text, [], 'A');

/** A list of names, as NumPy writes it: ASCII of one length; and the empty list as it writes that, in doubles. */
function writeNames(at: Group, name: string, names: string[]): void {
  if (names.length === 0) at.create_attribute(name, new Float64Array(0), [0]);
  else at.create_attribute(name, names, [names.length], `A${Math.max(...names.map((text) => text.length)) + 1}`);
}

/** Creates the groups on the way to a weight: `conv2d_1/kernel:0` is the dataset `kernel:0` in the group `conv2d_1`. */
function writeWeight(layer: Group, weight: KerasWeight): void {
  const parts = weight.name.split('/');
  const group = parts
    .slice(0, -1)
    .reduce((at, part) => (at.keys().includes(part) ? at.get(part) : at.create_group(part)) as Group, layer);
  group.create_dataset({ name: parts.at(-1)!, data: valuesOfWeight(weight), shape: weight.shape, dtype: '<f' });
}

function writeModel(file: File, config: string, layers: ReturnType<typeof kerasWeights>): void {
  writeText(file, 'keras_version', KERAS_VERSION);
  writeText(file, 'backend', 'tensorflow');
  writeText(file, 'model_config', config);
  const group = file.create_group('model_weights');
  const layerNames = layers.map(({ layer }) => layer);
  writeNames(group, 'layer_names', layerNames);
  writeText(group, 'backend', 'tensorflow');
  writeText(group, 'keras_version', KERAS_VERSION);
  for (const { layer, weights } of layers) {
    const layerGroup = group.create_group(layer);
    const weightNames = weights.map(({ name }) => name);
    writeNames(layerGroup, 'weight_names', weightNames);
    weights.forEach((weight) => writeWeight(layerGroup, weight));
  }
}

/**
 * Does synchronous work at 1970-01-01: HDF5 stores when each object was modified, and h5wasm takes the time from Date.now. HDF5
 * itself would leave the times out if `H5Pset_obj_track_times` said so, but h5wasm has no way to call it.
 */
function withoutClock(work: () => void): void {
  const { now } = Date;
  Date.now = () => 0;
  try {
    work();
  } finally {
    Date.now = now;
  }
}

/**
 * Writes a model as `model.save(file)` of Keras 2.2.4 does (keras/engine/saving.py), for Keras 2, tf_keras and Keras 3.
 * Equal models give identical bytes.
 *
 * It has no `training_config`, which would hold an optimizer's configuration without its state and which Keras 3 reads
 * differently: Keras reports that the loaded model is not compiled.
 * @param model a chain of layers whose classes layer-config.ts lists
 * @throws Problem when the file cannot be written
 */
export async function writeKerasH5(model: tf.LayersModel, file: string): Promise<void> {
  const { File, ready } = await import('h5wasm/node'); // ESM only
  // By default HDF5 prints its errors and h5wasm continues, even if the disk is full.
  (await ready).activate_throwing_error_handler();
  // First, so that a model that cannot be saved is not reported as a file that cannot be written.
  const config = JSON.stringify(kerasModelConfig(model, 'keras'));
  const layers = kerasWeights(model);
  try {
    withoutClock(() => {
      const h5 = new File(file, 'w', { libver: ['earliest', 'v114'] });
      try {
        writeModel(h5, config, layers);
      } finally {
        h5.close();
      }
    });
  } catch (cause) {
    const todo = 'Check the folder, its permissions and the disk space, and run the task again.';
    const expected = 'a place to write the model to';
    throw new Problem({ where: file, expected, found: describeHdf5Error(cause), todo }, { cause });
  }
}
