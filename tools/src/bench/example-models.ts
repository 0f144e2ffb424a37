// Models of TensorFlow.js's own examples (github.com/tensorflow/tfjs-examples), rebuilt from their descriptions, with
// synthetic data of the same shapes.
import { tf } from '@reprise/engine';

const ROWS = 256;

export interface ExampleModel {
  build(): tf.LayersModel;
  /** Rows for a batch size of 32. */
  data(): { x: tf.Tensor | tf.Tensor[]; y: tf.Tensor | tf.Tensor[] };
  /** Whether it has nothing but dense layers. */
  dense?: true;
  /** Whether it draws noise, of which a graph draws its own. */
  noise?: true;
}

let seed = 0;
const uniform = (...shape: number[]): tf.Tensor => tf.randomUniform([ROWS, ...shape], 0, 1, 'float32', ++seed);
const tokens = (below: number, ...shape: number[]): tf.Tensor => tf.floor(tf.mul(uniform(...shape), below));
const oneHot = (classes: number, ...shape: number[]): tf.Tensor =>
  tf.cast(tf.oneHot(tf.cast(tokens(classes, ...shape), 'int32'), classes), 'float32');
const model = (layers: tf.layers.Layer[], compiled: tf.ModelCompileArgs): tf.LayersModel => {
  const sequential = tf.sequential({ layers });
  sequential.compile(compiled);
  return sequential;
};
const l = tf.layers;

/** z = mean + exp(logVariance / 2) · noise. */
class Sample extends tf.layers.Layer {
  static className = 'Sample';
  override computeOutputShape(shapes: tf.Shape[]): tf.Shape {
    return shapes[0];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [mean, logVariance] = inputs as tf.Tensor[];
    const noise = tf.randomNormal(mean.shape, 0, 1);
    return tf.add(mean, tf.mul(tf.exp(tf.mul(0.5, logVariance)), noise));
  }
}

function variationalAutoencoder(): tf.LayersModel {
  const input = tf.input({ shape: [784] });
  const hidden = l.dense({ units: 512, activation: 'relu' }).apply(input) as tf.SymbolicTensor;
  const mean = l.dense({ units: 2 }).apply(hidden) as tf.SymbolicTensor;
  const logVariance = l.dense({ units: 2 }).apply(hidden) as tf.SymbolicTensor;
  const z = new Sample({}).apply([mean, logVariance]) as tf.SymbolicTensor;
  const decoded = l.dense({ units: 512, activation: 'relu' }).apply(z) as tf.SymbolicTensor;
  const output = l.dense({ units: 784, activation: 'sigmoid' }).apply(decoded) as tf.SymbolicTensor;
  const all = l.concatenate().apply([output, mean, logVariance]) as tf.SymbolicTensor;
  const vae = tf.model({ inputs: input, outputs: all });
  vae.compile({
    optimizer: tf.train.adam(),
    loss: (truth, guess) => {
      const [image, m, v] = tf.split(guess, [784, 2, 2], 1);
      const [wanted] = tf.split(truth, [784, 4], 1);
      const reconstruction = tf.mul(784, tf.metrics.meanSquaredError(wanted, image));
      const divergence = tf.mul(-0.5, tf.sum(tf.sub(tf.add(1, v), tf.add(tf.square(m), tf.exp(v))), -1));
      return tf.mean(tf.add(reconstruction, divergence)) as tf.Scalar;
    },
  });
  return vae;
}

function dateConversion(): tf.LayersModel {
  const [inputs, outputs] = [tf.input({ shape: [12] }), tf.input({ shape: [10] })];
  const embed = (of: tf.SymbolicTensor, inputDim: number, inputLength: number): tf.SymbolicTensor =>
    l.embedding({ inputDim, outputDim: 64, inputLength, maskZero: true }).apply(of) as tf.SymbolicTensor;
  const encoder = l.lstm({ units: 64, returnSequences: true }).apply(embed(inputs, 35, 12)) as tf.SymbolicTensor;
  const decoder = l.lstm({ units: 64, returnSequences: true }).apply(embed(outputs, 13, 10)) as tf.SymbolicTensor;
  const scores = l.dot({ axes: [2, 2] }).apply([decoder, encoder]);
  const attention = l.activation({ activation: 'softmax', name: 'attention' }).apply(scores);
  const context = l.dot({ axes: [2, 1] }).apply([attention as tf.SymbolicTensor, encoder]) as tf.SymbolicTensor;
  const combined = l.concatenate().apply([context, decoder]) as tf.SymbolicTensor;
  const hidden = l.timeDistributed({ layer: l.dense({ units: 64, activation: 'tanh' }) }).apply(combined);
  const output = l.timeDistributed({ layer: l.dense({ units: 13, activation: 'softmax' }) }).apply(hidden);
  const translator = tf.model({ inputs: [inputs, outputs], outputs: output as tf.SymbolicTensor });
  translator.compile({ loss: 'categoricalCrossentropy', optimizer: 'adam' });
  return translator;
}

export const EXAMPLE_MODELS: Record<string, ExampleModel> = {
  mnist: {
    build: () =>
      model(
        [
          l.conv2d({ inputShape: [28, 28, 1], kernelSize: 3, filters: 16, activation: 'relu' }),
          l.maxPooling2d({ poolSize: 2, strides: 2 }),
          l.conv2d({ kernelSize: 3, filters: 32, activation: 'relu' }),
          l.maxPooling2d({ poolSize: 2, strides: 2 }),
          l.conv2d({ kernelSize: 3, filters: 32, activation: 'relu' }),
          l.flatten({}),
          l.dense({ units: 64, activation: 'relu' }),
          l.dense({ units: 10, activation: 'softmax' }),
        ],
        { optimizer: 'rmsprop', loss: 'categoricalCrossentropy', metrics: ['accuracy'] },
      ),
    data: () => ({ x: uniform(28, 28, 1), y: oneHot(10) }),
  },
  'fashion-mnist-vae': {
    dense: true,
    noise: true,
    build: variationalAutoencoder,
    data: () => {
      const x = uniform(784);
      return { x, y: tf.concat([x, tf.zeros([ROWS, 4])], 1) };
    },
  },
  'addition-rnn': {
    build: () =>
      model(
        [
          l.simpleRNN({ units: 128, inputShape: [5, 12] }),
          l.repeatVector({ n: 3 }),
          l.simpleRNN({ units: 128, returnSequences: true }),
          l.timeDistributed({ layer: l.dense({ units: 12 }) }),
          l.activation({ activation: 'softmax' }),
        ],
        { loss: 'categoricalCrossentropy', optimizer: 'adam', metrics: ['accuracy'] },
      ),
    data: () => ({ x: oneHot(12, 5), y: oneHot(12, 3) }),
  },
  'jena-weather': {
    build: () =>
      model([l.gru({ units: 32, inputShape: [240, 14], dropout: 0, recurrentDropout: 0 }), l.dense({ units: 1 })], {
        loss: 'meanAbsoluteError',
        optimizer: 'rmsprop',
      }),
    data: () => ({ x: uniform(240, 14), y: uniform(1) }),
  },
  sentiment: {
    noise: true,
    build: () =>
      model(
        [
          l.embedding({ inputDim: 10_000, outputDim: 128, inputLength: 100 }),
          l.dropout({ rate: 0.5 }),
          l.conv1d({ filters: 250, kernelSize: 5, padding: 'valid', strides: 1, activation: 'relu' }),
          l.globalMaxPool1d({}),
          l.dense({ units: 250, activation: 'relu' }),
          l.dense({ units: 1, activation: 'sigmoid' }),
        ],
        { loss: 'binaryCrossentropy', optimizer: 'adam', metrics: ['acc'] },
      ),
    data: () => ({ x: tokens(10_000, 100), y: tokens(2, 1) }),
  },
  iris: {
    dense: true,
    build: () =>
      model(
        [l.dense({ units: 10, activation: 'sigmoid', inputShape: [4] }), l.dense({ units: 3, activation: 'softmax' })],
        {
          optimizer: tf.train.adam(0.01),
          loss: 'categoricalCrossentropy',
          metrics: ['accuracy'],
        },
      ),
    data: () => ({ x: uniform(4), y: oneHot(3) }),
  },
  'boston-housing': {
    dense: true,
    build: () =>
      model(
        [
          l.dense({ inputShape: [12], units: 50, activation: 'sigmoid' }),
          l.dense({ units: 50, activation: 'sigmoid' }),
          l.dense({ units: 1 }),
        ],
        { optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' },
      ),
    data: () => ({ x: uniform(12), y: uniform(1) }),
  },
  'lstm-text-generation': {
    build: () =>
      model([l.lstm({ units: 128, inputShape: [40, 64] }), l.dense({ units: 64, activation: 'softmax' })], {
        optimizer: tf.train.rmsprop(0.01),
        loss: 'categoricalCrossentropy',
      }),
    data: () => ({ x: oneHot(64, 40), y: oneHot(64) }),
  },
  'date-conversion-attention': {
    build: dateConversion,
    data: () => ({ x: [tokens(35, 12), tokens(13, 10)], y: oneHot(13, 10) }),
  },
};
