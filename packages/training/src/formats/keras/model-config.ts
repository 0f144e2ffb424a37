import type { tf } from '@reprise/runtime';
import { kerasLayerConfig } from './layer-config';
import { kerasNames } from './names';

/** Model files support chains only: each layer's input is the output of the layer before it. */
function checkChain(model: tf.LayersModel): void {
  model.layers.slice(1).forEach((layer, i) => {
    // The first call is the one in this model: part of it may also be another model.
    const input = layer.getInputAt(0);
    if (Array.isArray(input) || input.sourceLayer !== model.layers[i])
      throw new Error(`${layer.name}: its input is not the output of the layer before it`);
  });
}

/**
 * A model's configuration as Keras 2.2.4's `model.get_config()` returns it (keras/engine/network.py, sequential.py), which
 * Keras 2, tf_keras, Keras 3 and TensorFlow.js all read. They do not all read newer forms: tf_keras adds `time_major`, which
 * Keras 3 refuses.
 *
 * TensorFlow.js needs a Sequential's input shape in the first layer, where Keras 3.15 misreads it: it takes
 * `batch_input_shape` for a shape without the batch (legacy/saving/saving_utils.py). So for Keras a Sequential has the form of
 * one that was built by `model.build(shape)`: `build_input_shape`, which all three Kerases read.
 * @param model a chain of layers, functional or sequential
 * @throws Error when the model is not a chain, or layer-config.ts does not list a layer's class
 */
export function kerasModelConfig(model: tf.LayersModel, reader: 'keras' | 'tensorflow.js') {
  checkChain(model);
  const names = kerasNames(model);
  if (model.getClassName() === 'Sequential') {
    const layers = names.map((name, i) => {
      const [class_name, config] = kerasLayerConfig(name, i === 0 && reader === 'tensorflow.js');
      return { class_name, config };
    });
    const shape = reader === 'keras' && { build_input_shape: model.inputs[0].shape };
    return { class_name: 'Sequential', config: { name: 'sequential_1', layers, ...shape } };
  }
  const layers = names.map((entry, i) => {
    const [class_name, config] = kerasLayerConfig(entry, false);
    const inbound_nodes = i === 0 ? [] : [[[names[i - 1].name, 0, 0, {}]]];
    return { name: entry.name, class_name, config, inbound_nodes };
  });
  const input_layers = [[names[0].name, 0, 0]];
  const output_layers = [[names[names.length - 1].name, 0, 0]];
  return { class_name: 'Model', config: { name: 'model_1', layers, input_layers, output_layers } };
}
