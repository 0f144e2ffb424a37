// Models of TensorFlow.js's own examples (github.com/tensorflow/tfjs-examples), rebuilt from their descriptions, with
// synthetic data of the same shapes.
import { tf } from '@reprise/engine';
import sequentialModels from './sequential-models.json';

const ROWS = 256;

export interface ExampleModel {
  build(): tf.LayersModel;
  /** {@link ROWS} rows. */
  data(): { x: tf.Tensor | tf.Tensor[]; y: tf.Tensor | tf.Tensor[] };
  /** Whether it draws random numbers, which differ between a graph and TensorFlow.js. */
  noise?: boolean;
}

let seed = 0;
const uniform = (...shape: number[]): tf.Tensor => tf.randomUniform([ROWS, ...shape], 0, 1, 'float32', ++seed);
const tokens = (below: number, ...shape: number[]): tf.Tensor => tf.floor(tf.mul(uniform(...shape), below));
const oneHot = (classes: number, ...shape: number[]): tf.Tensor =>
  tf.cast(tf.oneHot(tf.cast(tokens(classes, ...shape), 'int32'), classes), 'float32');

type DataSpec = [kind: 'uniform' | 'tokens' | 'oneHot', size: number, ...sizes: number[]];
const tensorOf = ([kind, ...sizes]: DataSpec): tf.Tensor => ({ uniform, tokens, oneHot })[kind](...sizes);

const l = tf.layers;
const apply = (layer: tf.layers.Layer, ...inputs: tf.SymbolicTensor[]): tf.SymbolicTensor =>
  layer.apply(inputs.length === 1 ? inputs[0] : inputs) as tf.SymbolicTensor;

type LayerSpec = [kind: string, args: { layer?: LayerSpec }];
interface SequentialModel {
  compile: Omit<tf.ModelCompileArgs, 'optimizer'> & { optimizer: string | ['adam' | 'rmsprop' | 'sgd', rate: number] };
  layers: LayerSpec[];
  x: DataSpec;
  y: DataSpec;
  noise?: true;
}

function layerOf([kind, args]: LayerSpec): tf.layers.Layer {
  const make = (l as unknown as Record<string, (args: object) => tf.layers.Layer>)[kind];
  return make(args.layer ? { layer: layerOf(args.layer) } : args);
}

const sequential = ({ compile, layers, x, y, noise }: SequentialModel): ExampleModel => ({
  noise,
  build() {
    const { optimizer } = compile;
    const model = tf.sequential({ layers: layers.map(layerOf) });
    const rate = typeof optimizer === 'string' ? optimizer : tf.train[optimizer[0]](optimizer[1]);
    model.compile({ ...compile, optimizer: rate });
    return model;
  },
  data: () => ({ x: tensorOf(x), y: tensorOf(y) }),
});

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
  ...Object.fromEntries(
    Object.entries(sequentialModels).map(([name, model]) => [name, sequential(model as SequentialModel)]),
  ),
  'fashion-mnist-vae': {
    noise: true,
    build: variationalAutoencoder,
    data() {
      const x = uniform(784);
      return { x, y: tf.concat([x, tf.zeros([ROWS, 4])], 1) };
    },
  },
  'date-conversion-attention': {
    build: dateConversion,
    data: () => ({ x: [tokens(35, 12), tokens(13, 10)], y: oneHot(13, 10) }),
  },
};
