import { VGG16_BLOCKS } from '@reprise/data';
import { bidirectionalSimpleRnn, lstm } from '@reprise/engine';
import { tf } from '@reprise/runtime';
import { applyChain } from '../../experiment';
import { formulaWeights } from '@reprise/engine/testing';

const conv = (filters: number, config: object = {}) =>
  tf.layers.conv2d({ filters, kernelSize: 3, activation: 'relu', padding: 'same', ...config });
const pool = (config: object = {}) => tf.layers.maxPooling2d({ poolSize: 2, ...config });
const up = () => tf.layers.upSampling2d({ size: [2, 2] });
const dense = (units: number, activation: 'linear' | 'relu' | 'sigmoid' | 'softmax' = 'linear') =>
  tf.layers.dense({ units, activation });
const table = () => {
  const embeddingsRegularizer = tf.regularizers.l2({ l2: 1e-4 });
  return tf.layers.embedding({ inputDim: 100, outputDim: 32, inputLength: 75, embeddingsRegularizer });
};

function functional(input: tf.SymbolicTensor, layers: tf.layers.Layer[]): tf.LayersModel {
  return tf.model({ inputs: input, outputs: applyChain(input, layers) });
}

/** VGG16 without its top, layer names as in keras_applications/vgg16.py. */
const vgg16 = (): tf.layers.Layer[] =>
  VGG16_BLOCKS.flatMap(([filters, count], block) => [
    ...Array.from({ length: count }, (_, i) => conv(filters, { name: `block${block + 1}_conv${i + 1}` })),
    pool({ name: `block${block + 1}_pool` }),
  ]);

/** The notebook's five models, built of the layers that vision and text use. Layers without names get TensorFlow.js's. */
const standardModels = {
  autoencoder() {
    const half = () => pool({ padding: 'same' });
    const encoder = [conv(16), half(), conv(8), half(), conv(8), half()];
    const decoder = [
      conv(8),
      up(),
      conv(8),
      up(),
      conv(16, { padding: 'valid' }),
      up(),
      conv(1, { activation: 'sigmoid' }),
    ];
    return functional(tf.input({ shape: [28, 28, 1] }), [...encoder, ...decoder]);
  },
  lenet() {
    const valid = { padding: 'valid' };
    const layers = [
      ...[
        conv(32, { ...valid, inputShape: [28, 28, 1] }),
        pool(),
        conv(32, valid),
        pool(),
        tf.layers.dropout({ rate: 0.5 }),
      ],
      ...[conv(32, valid), tf.layers.flatten(), dense(84), dense(10), tf.layers.activation({ activation: 'softmax' })],
    ];
    return tf.sequential({ layers });
  },
  transfer() {
    const frozen = vgg16();
    // The notebook's vgg.layers[:17] has the input layer in it.
    frozen.slice(0, 16).forEach((layer) => (layer.trainable = false));
    const top = [dense(1024, 'relu'), tf.layers.dropout({ rate: 0.5 }), dense(1024, 'relu'), dense(10, 'softmax')];
    return functional(tf.input({ shape: [48, 48, 3] }), [...frozen, tf.layers.globalMaxPooling2d({}), ...top]);
  },
  birnn() {
    const rnn = bidirectionalSimpleRnn({ units: 100, dropout: 0.1, recurrentDropout: 0.1 });
    return functional(tf.input({ shape: [75], dtype: 'int32' }), [table(), rnn, dense(1, 'sigmoid')]);
  },
  'cnn-lstm'() {
    const cnn = [
      tf.layers.conv1d({ filters: 256, kernelSize: 5, padding: 'same' }),
      tf.layers.elu(),
      tf.layers.maxPooling1d({ poolSize: 4 }),
    ];
    const rnn = [tf.layers.dropout({ rate: 0.1 }), lstm({ units: 32 }), tf.layers.dropout({ rate: 0.1 })];
    return functional(tf.input({ shape: [75], dtype: 'int32' }), [table(), ...cnn, ...rnn, dense(1, 'sigmoid')]);
  },
} satisfies Record<string, () => tf.LayersModel>;

export type ModelName = keyof typeof standardModels;
export const MODELS = Object.keys(standardModels) as ModelName[];

/**
 * One of the five models with the formula's weights: tensor j, from 1, in the order of Keras's `model.get_weights()`,
 * which is that of the files' weight names.
 */
export function formulaModel(name: ModelName): tf.LayersModel {
  const model = standardModels[name]();
  const variables = model.layers.flatMap((layer) => layer.weights);
  tf.tidy(() =>
    variables.forEach((variable, j) => {
      const shape = variable.shape as number[];
      variable.write(tf.tensor(formulaWeights(shape, j + 1), shape));
    }),
  );
  return model;
}

/** Rows of {@link formulaInput}. */
const ROWS = 4;

/**
 * The input on which predictions are compared: element i, in C order over all rows, is h(i) mod 101 / 100 for pictures,
 * and h(i) mod 100 for tokens, where h(i) = (i * 2654435761 mod 2^32) >> 16: every token occurs, whole numbers only.
 * @returns [4, ...input shape]; pictures float32 in [0, 1], tokens int32 in [0, 100)
 */
export function formulaInput(model: tf.LayersModel): tf.Tensor {
  const input = model.inputs[0];
  const shape = [ROWS, ...(input.shape.slice(1) as number[])];
  const length = tf.util.sizeFromShape(shape);
  const hash = (i: number): number => Math.imul(i, 2654435761) >>> 16;
  return input.dtype === 'int32'
    ? tf.tensor(
        Int32Array.from({ length }, (_, i) => hash(i) % 100),
        shape,
        'int32',
      )
    : tf.tensor(
        Float32Array.from({ length }, (_, i) => (hash(i) % 101) / 100),
        shape,
        'float32',
      );
}
