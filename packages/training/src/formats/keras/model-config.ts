import type { tf } from '@reprise/runtime';
import { kerasLayerConfig } from './layer-config';
import { kerasNames } from './names';

/** `model_config` of Keras 2.2.4: class and configuration of a model. */
export interface KerasModelConfig {
  class_name: 'Model' | 'Sequential';
  config: Record<string, unknown>;
}

/** Model files hold chains: each layer has one input, the output of the layer before it. */
function checkChain(model: tf.LayersModel): void {
  model.layers.slice(1).forEach((layer, i) => {
    // The first use is the one in this model: a part of it may be a model of its own.
    const input = layer.getInputAt(0);
    if (Array.isArray(input) || input.sourceLayer !== model.layers[i])
      throw new Error(`${layer.name}: its input is not the output of the layer before it`);
  });
}

/**
 * A model's configuration as `model.get_config()` of Keras 2.2.4 gives it (keras/engine/network.py, sequential.py), so
 * that Keras 2, tf_keras, Keras 3 and TensorFlow.js all read it. Newer forms are not read by all: tf_keras adds
 * `time_major`, which Keras 3 refuses.
 *
 * A Sequential that was given its input's shape tells it in its first layer. TensorFlow.js needs it there, and Keras 3.15
 * misreads it there: it takes `batch_input_shape` for a shape without the batch (legacy/saving/saving_utils.py). So for
 * Keras a Sequential has the form of one that was built later, `model.build(shape)`: `build_input_shape`, which all three
 * Kerases read.
 * @param model a chain of layers, functional or sequential
 * @throws when it is no chain, or a layer's class is not among those that the five models have
 */
export function kerasModelConfig(model: tf.LayersModel, reader: 'keras' | 'tensorflow.js'): KerasModelConfig {
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
