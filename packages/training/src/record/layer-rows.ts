import type { LayerRow } from '@reprise/records';
import type { tf } from '@reprise/runtime';
import { kerasLayerConfig } from '../formats/keras/layer-config';
import { kerasNames } from '../formats/keras/names';

/** Keys that do not tell layers apart: in the row already, always Keras's default, or a matter of the format. */
const LEFT_OUT = `name trainable batch_input_shape dtype sparse data_format implementation interpolation module
  registered_name seed unroll stateful return_state`.split(/\s+/);

/** A configuration without those keys, initializers and null values, also of a wrapped layer. */
function settingsOf(config: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key, value]) => !LEFT_OUT.includes(key) && !key.endsWith('_initializer') && value !== null)
      .map(([key, value]) => {
        if (key !== 'layer') return [key, value];
        const { class_name, config: inner } = value as { class_name: string; config: Record<string, unknown> };
        return [key, { class_name, config: settingsOf(inner) }];
      }),
  );
}

/**
 * A model's layers for `run.json`, in Keras's terms: the rows of `model.summary()` and the settings of each layer.
 * @example
 * layerRows(lenet)[0];
 * // { name: 'conv2d_1', class_name: 'Conv2D', output_shape: [null, 26, 26, 32], parameters: 320, trainable: true,
 * //   config: { filters: 32, kernel_size: [3, 3], strides: [1, 1], padding: 'valid', … } }
 */
export function layerRows(model: tf.LayersModel): LayerRow[] {
  return kerasNames(model).map((entry) => {
    const [class_name, config] = kerasLayerConfig(entry, false);
    return {
      name: entry.name,
      class_name,
      output_shape: entry.layer.outputShape as (number | null)[],
      parameters: entry.layer.countParams(),
      trainable: entry.layer.trainable,
      config: settingsOf(config),
    };
  });
}
