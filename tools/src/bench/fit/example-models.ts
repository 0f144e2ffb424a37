// Models of TensorFlow.js's own examples (github.com/tensorflow/tfjs-examples), rebuilt from their descriptions, with
// synthetic data of the same shapes.
import { tf } from '@reprise/engine';

const ROWS = 256;

export interface ExampleModel {
  build(): tf.LayersModel;
  /** {@link ROWS} rows. */
  data(): { x: tf.Tensor | tf.Tensor[]; y: tf.Tensor | tf.Tensor[] };
  /** Whether it draws random numbers, which differ between a graph and TensorFlow.js. */
  noise?: true;
}

let seed = 0;
const uniform = (...shape: number[]): tf.Tensor => tf.randomUniform([ROWS, ...shape], 0, 1, 'float32', ++seed);
const tokens = (below: number, ...shape: number[]): tf.Tensor => tf.floor(tf.mul(uniform(...shape), below));
const oneHot = (classes: number, ...shape: number[]): tf.Tensor =>
  tf.cast(tf.oneHot(tf.cast(tokens(classes, ...shape), 'int32'), classes), 'float32');

const l = tf.layers;
const apply = (layer: tf.layers.Layer, ...inputs: tf.SymbolicTensor[]): tf.SymbolicTensor =>
  layer.apply(inputs.length === 1 ? inputs[0] : inputs) as tf.SymbolicTensor;

function sequential(args: tf.ModelCompileArgs, layers: tf.layers.Layer[]): tf.LayersModel {
  const model = tf.sequential({ layers });
  model.compile(args);
  return model;
}

/** z = mean + exp(logVariance / 2) · noise. */
class Sample extends tf.layers.Layer {
  static className = 'Sample';
  override computeOutputShape(shapes: tf.Shape[]): tf.Shape {
    return shapes[0];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [mean, logVariance] = inputs as tf.Tensor[];
    return tf.add(mean, tf.mul(tf.exp(tf.mul(0.5, logVariance)), tf.randomNormal(mean.shape, 0, 1)));
  }
}

function variationalAutoencoder(): tf.LayersModel {
  const input = tf.input({ shape: [784] });
  const hidden = apply(l.dense({ units: 512, activation: 'relu' }), input);
  const mean = apply(l.dense({ units: 2 }), hidden);
  const logVariance = apply(l.dense({ units: 2 }), hidden);
  const decoded = apply(l.dense({ units: 512, activation: 'relu' }), apply(new Sample({}), mean, logVariance));
  const output = apply(l.dense({ units: 784, activation: 'sigmoid' }), decoded);
  const vae = tf.model({ inputs: input, outputs: apply(l.concatenate(), output, mean, logVariance) });
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
  const encode = (of: tf.SymbolicTensor, inputDim: number, inputLength: number): tf.SymbolicTensor => {
    const embedded = apply(l.embedding({ inputDim, outputDim: 64, inputLength, maskZero: true }), of);
    return apply(l.lstm({ units: 64, returnSequences: true }), embedded);
  };
  const [encoder, decoder] = [encode(inputs, 35, 12), encode(outputs, 13, 10)];
  const scores = apply(l.dot({ axes: [2, 2] }), decoder, encoder);
  const attention = apply(l.activation({ activation: 'softmax', name: 'attention' }), scores);
  const context = apply(l.dot({ axes: [2, 1] }), attention, encoder);
  const combined = apply(l.concatenate(), context, decoder);
  const hidden = apply(l.timeDistributed({ layer: l.dense({ units: 64, activation: 'tanh' }) }), combined);
  const output = apply(l.timeDistributed({ layer: l.dense({ units: 13, activation: 'softmax' }) }), hidden);
  const translator = tf.model({ inputs: [inputs, outputs], outputs: output });
  translator.compile({ loss: 'categoricalCrossentropy', optimizer: 'adam' });
  return translator;
}

export const EXAMPLE_MODELS: Record<string, ExampleModel> = {
  mnist: {
    build: () =>
      sequential({ loss: 'categoricalCrossentropy', optimizer: 'rmsprop', metrics: ['accuracy'] }, [
        l.conv2d({ inputShape: [28, 28, 1], kernelSize: 3, filters: 16, activation: 'relu' }),
        l.maxPooling2d({ poolSize: 2, strides: 2 }),
        l.conv2d({ kernelSize: 3, filters: 32, activation: 'relu' }),
        l.maxPooling2d({ poolSize: 2, strides: 2 }),
        l.conv2d({ kernelSize: 3, filters: 32, activation: 'relu' }),
        l.flatten({}),
        l.dense({ units: 64, activation: 'relu' }),
        l.dense({ units: 10, activation: 'softmax' }),
      ]),
    data: () => ({ x: uniform(28, 28, 1), y: oneHot(10) }),
  },
  'fashion-mnist-vae': {
    noise: true,
    build: variationalAutoencoder,
    data: () => {
      const x = uniform(784);
      return { x, y: tf.concat([x, tf.zeros([ROWS, 4])], 1) };
    },
  },
  'addition-rnn': {
    build: () =>
      sequential({ loss: 'categoricalCrossentropy', optimizer: 'adam', metrics: ['accuracy'] }, [
        l.simpleRNN({ units: 128, inputShape: [5, 12] }),
        l.repeatVector({ n: 3 }),
        l.simpleRNN({ units: 128, returnSequences: true }),
        l.timeDistributed({ layer: l.dense({ units: 12 }) }),
        l.activation({ activation: 'softmax' }),
      ]),
    data: () => ({ x: oneHot(12, 5), y: oneHot(12, 3) }),
  },
  'jena-weather': {
    build: () =>
      sequential({ loss: 'meanAbsoluteError', optimizer: 'rmsprop' }, [
        l.gru({ units: 32, inputShape: [240, 14], dropout: 0, recurrentDropout: 0 }),
        l.dense({ units: 1 }),
      ]),
    data: () => ({ x: uniform(240, 14), y: uniform(1) }),
  },
  sentiment: {
    noise: true,
    build: () =>
      sequential({ loss: 'binaryCrossentropy', optimizer: 'adam', metrics: ['acc'] }, [
        l.embedding({ inputDim: 10_000, outputDim: 128, inputLength: 100 }),
        l.dropout({ rate: 0.5 }),
        l.conv1d({ filters: 250, kernelSize: 5, padding: 'valid', strides: 1, activation: 'relu' }),
        l.globalMaxPool1d({}),
        l.dense({ units: 250, activation: 'relu' }),
        l.dense({ units: 1, activation: 'sigmoid' }),
      ]),
    data: () => ({ x: tokens(10_000, 100), y: tokens(2, 1) }),
  },
  iris: {
    build: () =>
      sequential({ loss: 'categoricalCrossentropy', optimizer: tf.train.adam(0.01), metrics: ['accuracy'] }, [
        l.dense({ units: 10, activation: 'sigmoid', inputShape: [4] }),
        l.dense({ units: 3, activation: 'softmax' }),
      ]),
    data: () => ({ x: uniform(4), y: oneHot(3) }),
  },
  'boston-housing': {
    build: () =>
      sequential({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.01) }, [
        l.dense({ inputShape: [12], units: 50, activation: 'sigmoid' }),
        l.dense({ units: 50, activation: 'sigmoid' }),
        l.dense({ units: 1 }),
      ]),
    data: () => ({ x: uniform(12), y: uniform(1) }),
  },
  'lstm-text-generation': {
    build: () =>
      sequential({ loss: 'categoricalCrossentropy', optimizer: tf.train.rmsprop(0.01) }, [
        l.lstm({ units: 128, inputShape: [40, 64] }),
        l.dense({ units: 64, activation: 'softmax' }),
      ]),
    data: () => ({ x: oneHot(64, 40), y: oneHot(64) }),
  },
  'date-conversion-attention': {
    build: dateConversion,
    data: () => ({ x: [tokens(35, 12), tokens(13, 10)], y: oneHot(13, 10) }),
  },
};
