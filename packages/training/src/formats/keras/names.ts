import type { tf } from '@reprise/runtime';

/** As Keras 2.2.4's `_to_snake_case` (engine/base_layer.py): MaxPooling2D, SimpleRNN, LSTM -> max_pooling2d, simple_rnn, lstm. */
const snakeCase = (className: string): string =>
  className
    .replace(/(.)([A-Z][a-z0-9]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();

/** The names that a layer has in Keras. */
export interface KerasName {
  layer: tf.layers.Layer;
  name: string;
  /** The layer that a Bidirectional wraps, whose name and class its configuration tells. */
  inner?: { className: string; name: string };
}

/**
 * The layers of a model with the names that Keras gives them in a fresh session: `conv2d_1`, `conv2d_2`, `dense_1`. Names
 * that were given by hand (`block1_conv1`) stay.
 */
export function kerasNames(model: tf.LayersModel): KerasName[] {
  const counts = new Map<string, number>();
  /** Names layers without a given name as Keras does: it counts within each class, from 1. */
  const nameOf = (className: string, name: string): string => {
    // TensorFlow.js's own names, such as conv2d_Conv2D1, input1 and conv2d_Conv2D1_input, count all layers of the process.
    const isOwn = name.includes(`_${className}`) || (className === 'InputLayer' && /^input_?\d+$|_input$/.test(name));
    if (!isOwn) return name;
    const prefix = className === 'InputLayer' ? 'input' : snakeCase(className);
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1);
    return `${prefix}_${counts.get(prefix)}`;
  };
  return model.layers.map((layer) => {
    const wrapped = layer.getConfig()['layer'] as { className: string; config: { name: string } } | undefined;
    // Keras builds the inner layer first, but the classes differ, so the order of counting does not matter.
    return {
      layer,
      name: nameOf(layer.getClassName(), layer.name),
      ...(wrapped && {
        inner: { className: wrapped.className, name: nameOf(wrapped.className, wrapped.config.name) },
      }),
    };
  });
}
