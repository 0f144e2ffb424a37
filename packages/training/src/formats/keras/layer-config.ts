import type { KerasName } from './names';

type Config = Record<string, unknown>;

const CONV = `filters kernel_size strides padding data_format dilation_rate activation use_bias kernel_initializer
  bias_initializer kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint`;
const RNN = 'return_sequences return_state go_backwards stateful unroll units activation';
const RNN_WEIGHTS = `kernel_regularizer recurrent_regularizer bias_regularizer activity_regularizer kernel_constraint
  recurrent_constraint bias_constraint dropout recurrent_dropout`;

/** The keys of Keras 2.2.4's `get_config` besides name and trainable, by class, in its order (keras/layers/*.py). */
const KEYS: Record<string, string> = {
  Activation: 'activation',
  Conv1D: CONV,
  Conv2D: CONV,
  Dense: `units ${CONV.slice(CONV.indexOf('activation'))}`,
  Dropout: 'rate noise_shape seed',
  ELU: 'alpha',
  Embedding: `input_dim output_dim embeddings_initializer embeddings_regularizer activity_regularizer embeddings_constraint
    mask_zero input_length`,
  Flatten: 'data_format',
  GlobalAveragePooling1D: 'data_format',
  GlobalAveragePooling2D: 'data_format',
  GlobalMaxPooling1D: 'data_format',
  GlobalMaxPooling2D: 'data_format',
  LSTM: `${RNN} recurrent_activation use_bias kernel_initializer recurrent_initializer bias_initializer unit_forget_bias
    ${RNN_WEIGHTS} implementation`,
  MaxPooling1D: 'strides pool_size padding data_format',
  MaxPooling2D: 'pool_size padding strides data_format',
  SimpleRNN: `${RNN} use_bias kernel_initializer recurrent_initializer bias_initializer ${RNN_WEIGHTS}`,
  UpSampling2D: 'size data_format interpolation',
};

/** Values that TensorFlow.js leaves out, or names differently although Keras 2.2.4 has only one. */
const FIXED: Config = {
  // The engine's `initialize` draws initial values as Keras does and ignores TensorFlow.js's initializers.
  kernel_initializer: {
    class_name: 'VarianceScaling',
    config: { scale: 1, mode: 'fan_avg', distribution: 'uniform', seed: null },
  },
  recurrent_initializer: { class_name: 'Orthogonal', config: { gain: 1, seed: null } },
  bias_initializer: { class_name: 'Zeros', config: {} },
  embeddings_initializer: { class_name: 'RandomUniform', config: { minval: -0.05, maxval: 0.05, seed: null } },
  implementation: 1,
};

const camelCase = (key: string): string => key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** TensorFlow.js's value in Keras's words. */
function kerasValue(key: string, value: unknown): unknown {
  if (key in FIXED) return FIXED[key];
  if (key === 'data_format') return value === 'channelsFirst' ? 'channels_first' : 'channels_last';
  if (value === undefined || value === null) return null;
  if (key.endsWith('_regularizer')) {
    const { l1, l2 } = (value as { config: { l1: number; l2: number } }).config;
    // Keras holds both as float32 (keras/regularizers.py: cast_to_floatx).
    return { class_name: 'L1L2', config: { l1: Math.fround(l1), l2: Math.fround(l2) } };
  }
  if (key.endsWith('activation')) return String(value).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  if (key.endsWith('_constraint')) throw new Error(`${key}: constraints are not supported`);
  return value;
}

function valuesOf(className: string, config: Config): Config {
  const keys = KEYS[className];
  if (!keys) throw new Error(`${className}, not one of Bidirectional, InputLayer, ${Object.keys(KEYS).join(', ')}`);
  return Object.fromEntries(keys.split(/\s+/).map((key) => [key, kerasValue(key, config[camelCase(key)])]));
}

/**
 * Keys that Keras 3.15 needs to find the class of a wrapped layer ("Could not locate class 'SimpleRNN'" otherwise, since
 * layers/rnn/bidirectional.py uses the reader of its new format). Older readers ignore them.
 */
const KERAS_3_ORIGIN = { module: 'keras.layers', registered_name: null };

/**
 * A layer's class and configuration as `get_config` of Keras 2.2.4 returns them.
 * @param withInputShape whether to include the input's shape, as Keras does in the first layer of a Sequential
 */
export function kerasLayerConfig({ layer, name, inner }: KerasName, withInputShape: boolean): [string, Config] {
  const className = layer.getClassName();
  const config = layer.getConfig() as Config;
  const batchInputShape = layer.batchInputShape;
  if (className === 'InputLayer') {
    return [className, { batch_input_shape: batchInputShape, dtype: config['dtype'], sparse: false, name }];
  }
  const { trainable } = layer;
  if (inner) {
    const innerConfig = (config['layer'] as { config: Config }).config;
    const wrapped = { name: inner.name, trainable, ...valuesOf(inner.className, innerConfig) };
    const wrapper = { ...KERAS_3_ORIGIN, class_name: inner.className, config: wrapped };
    return [className, { name, trainable, layer: wrapper, merge_mode: config['mergeMode'] }];
  }
  // Keras's Embedding always includes its input's shape, with dtype float32 (keras/layers/embeddings.py).
  const shape =
    withInputShape || className === 'Embedding' ? { batch_input_shape: batchInputShape, dtype: 'float32' } : {};
  return [className, { name, trainable, ...shape, ...valuesOf(className, config) }];
}
