// Compares every standard layer of TensorFlow.js on TensorFlow 2.21 with TensorFlow.js's own CPU backend: its output, and two
// training steps behind a layer with one weight per input element.
import {
  type Backend,
  expectSameResult,
  expectSameOnBackends,
  gain,
  inputOf,
  onBackend,
  trainOn,
  type TestModel,
} from '../testing/compare-backends';
import { expectClose, numbers } from '../testing/tensors';
import { tf } from '@reprise/runtime';

const BATCH = 3;

interface Case {
  layer: (layers: typeof tf.layers) => tf.layers.Layer;
  /** Shape of an input, without the batch dimension. */
  shape: number[];
  /** Number of inputs. */
  inputs?: number;
  /** Its input is integers below this. */
  tokens?: number;
  /** Run on a tensor: in a model, TensorFlow.js 4.22 passes it a list or computes a wrong shape. */
  alone?: true;
  /** TensorFlow.js rejects it with this message, on each backend. */
  rejected?: string;
  /** TensorFlow.js rejects training it with this message, on each backend. */
  untrainable?: string;
  /** It draws noise, which a graph draws differently: see fit.spec.ts. */
  noise?: true;
  /** Linear, with a wrong gradient in the CPU backend: compared with finite differences. */
  differences?: true;
}

const testModel = ({ layer, shape, inputs = 1, tokens }: Case): TestModel => ({
  tokens,
  model: () => {
    const ends = Array.from({ length: inputs }, () => tf.input({ batchShape: [BATCH, ...shape] }));
    // Integers have no gradient.
    const through = ends.map((end) => (tokens ? end : (gain().apply(end) as tf.SymbolicTensor)));
    return tf.model({
      inputs: ends,
      outputs: layer(tf.layers).apply(inputs === 1 ? through[0] : through) as tf.SymbolicTensor,
    });
  },
});

const FLAT = [5, 4];
const IMAGE = [6, 7, 2];
const VIDEO = [3, 4, 5, 2];
const conv = { filters: 3, kernelSize: 3 };
const rnn = { units: 3, returnSequences: true };

// Volumes are typed as images.
const volume = (config: object): never => config as never;

const CASES: Record<string, Case> = {
  ReLU: { layer: (l) => l.reLU({ maxValue: 0.5 }), shape: FLAT },
  LeakyReLU: { layer: (l) => l.leakyReLU({ alpha: 0.2 }), shape: FLAT },
  PReLU: { layer: (l) => l.prelu(), shape: FLAT },
  ELU: { layer: (l) => l.elu(), shape: FLAT },
  ThresholdedReLU: { layer: (l) => l.thresholdedReLU({ theta: 0.3 }), shape: FLAT },
  Softmax: { layer: (l) => l.softmax({ axis: -1 }), shape: FLAT },
  Conv1D: { layer: (l) => l.conv1d({ ...conv, padding: 'same' }), shape: [7, 2] },
  'Conv1D, causal': {
    layer: (l) => l.conv1d({ ...conv, padding: 'causal' }),
    shape: [7, 2],
    rejected: 'CAUSAL padding mode in conv1dWithBias is not implemented',
  },
  Conv2D: { layer: (l) => l.conv2d({ ...conv, activation: 'relu' }), shape: IMAGE },
  'Conv2D, strided': { layer: (l) => l.conv2d({ ...conv, strides: 2, padding: 'same' }), shape: IMAGE },
  'Conv2D, dilated': {
    layer: (l) => l.conv2d({ ...conv, dilationRate: 2 }),
    shape: IMAGE,
    untrainable: 'dilation rates greater than 1 are not yet supported in gradients',
  },
  'Conv2D, channels first': { layer: (l) => l.conv2d({ ...conv, dataFormat: 'channelsFirst' }), shape: [2, 6, 7] },
  Conv2DTranspose: { layer: (l) => l.conv2dTranspose({ ...conv, strides: 2 }), shape: IMAGE },
  'Conv2DTranspose, same': {
    layer: (l) => l.conv2dTranspose({ ...conv, strides: 2, padding: 'same' }),
    shape: IMAGE,
  },
  Conv3D: { layer: (l) => l.conv3d({ filters: 3, kernelSize: 2, padding: 'same' }), shape: VIDEO },
  Conv3DTranspose: {
    layer: (l) => l.conv3dTranspose(volume({ filters: 3, kernelSize: 2, strides: 2 })),
    shape: VIDEO,
  },
  SeparableConv2D: { layer: (l) => l.separableConv2d({ ...conv, depthMultiplier: 2 }), shape: IMAGE },
  DepthwiseConv2D: { layer: (l) => l.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }), shape: IMAGE },
  Cropping2D: { layer: (l) => l.cropping2D({ cropping: [1, 2] }), shape: IMAGE },
  UpSampling2D: { layer: (l) => l.upSampling2d({ size: [2, 3] }), shape: IMAGE, differences: true },
  'UpSampling2D, bilinear': {
    layer: (l) => l.upSampling2d({ size: [2, 3], interpolation: 'bilinear' }),
    shape: IMAGE,
    differences: true,
  },
  ZeroPadding2D: { layer: (l) => l.zeroPadding2d({ padding: [1, 2] }), shape: IMAGE },
  Dense: { layer: (l) => l.dense({ units: 3, activation: 'tanh' }), shape: FLAT },
  Dropout: { layer: (l) => l.dropout({ rate: 0.4, seed: 7 }), shape: FLAT, noise: true },
  SpatialDropout1D: { layer: (l) => l.spatialDropout1d({ rate: 0.4, seed: 7 }), shape: FLAT, noise: true },
  GaussianNoise: { layer: (l) => l.gaussianNoise({ stddev: 0.5 }), shape: FLAT, noise: true },
  GaussianDropout: { layer: (l) => l.gaussianDropout({ rate: 0.5 }), shape: FLAT, noise: true },
  AlphaDropout: { layer: (l) => l.alphaDropout({ rate: 0.5 }), shape: FLAT, noise: true },
  Flatten: { layer: (l) => l.flatten(), shape: FLAT },
  Activation: { layer: (l) => l.activation({ activation: 'sigmoid' }), shape: FLAT },
  RepeatVector: { layer: (l) => l.repeatVector({ n: 4 }), shape: [5] },
  Reshape: { layer: (l) => l.reshape({ targetShape: [2, 10] }), shape: FLAT },
  Permute: { layer: (l) => l.permute({ dims: [2, 1] }), shape: FLAT },
  Masking: { layer: (l) => l.masking({ maskValue: 0 }), shape: FLAT },
  Embedding: { layer: (l) => l.embedding({ inputDim: 6, outputDim: 3 }), shape: [5], tokens: 6 },
  'Embedding, masked': {
    layer: (l) => l.embedding({ inputDim: 6, outputDim: 3, maskZero: true }),
    shape: [5],
    tokens: 6,
  },
  Add: { layer: (l) => l.add(), shape: FLAT, inputs: 3 },
  Multiply: { layer: (l) => l.multiply(), shape: FLAT, inputs: 3 },
  Average: { layer: (l) => l.average(), shape: FLAT, inputs: 3 },
  Maximum: { layer: (l) => l.maximum(), shape: FLAT, inputs: 3 },
  Minimum: { layer: (l) => l.minimum(), shape: FLAT, inputs: 3 },
  Concatenate: { layer: (l) => l.concatenate({ axis: 1 }), shape: FLAT, inputs: 3 },
  Dot: { layer: (l) => l.dot({ axes: 2, normalize: true }), shape: FLAT, inputs: 2 },
  BatchNormalization: { layer: (l) => l.batchNormalization(), shape: FLAT },
  'BatchNormalization of rows': { layer: (l) => l.batchNormalization(), shape: [4] },
  'BatchNormalization of images': { layer: (l) => l.batchNormalization(), shape: IMAGE },
  'BatchNormalization of volumes': {
    layer: (l) => l.batchNormalization(),
    shape: VIDEO,
    rejected: 'batchNormalization is not implemented for array of rank 5',
  },
  LayerNormalization: { layer: (l) => l.layerNormalization(), shape: FLAT },
  MaxPooling1D: { layer: (l) => l.maxPooling1d({ poolSize: 2 }), shape: FLAT },
  MaxPooling2D: { layer: (l) => l.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }), shape: IMAGE },
  'MaxPooling2D, channels first': { layer: (l) => l.maxPooling2d({ dataFormat: 'channelsFirst' }), shape: [2, 6, 7] },
  MaxPooling3D: { layer: (l) => l.maxPooling3d(volume({ poolSize: 2 })), shape: VIDEO },
  AveragePooling1D: { layer: (l) => l.averagePooling1d({ poolSize: 2 }), shape: FLAT },
  'AveragePooling1D, same': {
    layer: (l) => l.averagePooling1d({ poolSize: 2, padding: 'same' }),
    shape: FLAT,
    differences: true,
  },
  AveragePooling2D: { layer: (l) => l.averagePooling2d({ poolSize: 2 }), shape: IMAGE },
  'AveragePooling2D, same': {
    layer: (l) => l.averagePooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
    shape: IMAGE,
    differences: true,
  },
  AveragePooling3D: { layer: (l) => l.averagePooling3d(volume({ poolSize: 2 })), shape: VIDEO },
  'AveragePooling3D, same': {
    layer: (l) => l.averagePooling3d(volume({ poolSize: 2, padding: 'same' })),
    shape: VIDEO,
    differences: true,
  },
  GlobalAveragePooling1D: { layer: (l) => l.globalAveragePooling1d({}), shape: FLAT },
  GlobalMaxPooling1D: { layer: (l) => l.globalMaxPooling1d({}), shape: FLAT },
  GlobalAveragePooling2D: { layer: (l) => l.globalAveragePooling2d({}), shape: IMAGE },
  GlobalMaxPooling2D: { layer: (l) => l.globalMaxPooling2d({}), shape: IMAGE },
  SimpleRNN: { layer: (l) => l.simpleRNN(rnn), shape: FLAT },
  'SimpleRNN, dropout': {
    layer: (l) => l.simpleRNN({ ...rnn, recurrentDropout: 0.3, dropout: 0.3 }),
    shape: FLAT,
    noise: true,
  },
  GRU: { layer: (l) => l.gru(rnn), shape: FLAT },
  LSTM: { layer: (l) => l.lstm({ ...rnn, goBackwards: true }), shape: FLAT },
  SimpleRNNCell: { layer: (l) => l.rnn({ cell: l.simpleRNNCell({ units: 3 }) }), shape: FLAT },
  GRUCell: { layer: (l) => l.rnn({ cell: l.gruCell({ units: 3 }) }), shape: FLAT },
  LSTMCell: { layer: (l) => l.rnn({ cell: l.lstmCell({ units: 3 }) }), shape: FLAT },
  RNN: { layer: (l) => l.rnn({ cell: l.simpleRNNCell({ units: 3 }), goBackwards: true }), shape: FLAT },
  StackedRNNCells: {
    layer: (l) => l.rnn({ cell: l.stackedRNNCells({ cells: [l.gruCell({ units: 3 }), l.lstmCell({ units: 2 })] }) }),
    shape: FLAT,
  },
  // Includes ConvLSTM2DCell.
  ConvLSTM2D: { layer: (l) => l.convLstm2d({ filters: 2, kernelSize: 3, padding: 'same' }), shape: VIDEO },
  'ConvLSTM2D, sequences': {
    layer: (l) => l.convLstm2d({ filters: 2, kernelSize: 2, returnSequences: true }),
    shape: VIDEO,
  },
  Bidirectional: {
    layer: (l) => l.bidirectional({ layer: l.gru({ units: 3 }) as tf.RNN, mergeMode: 'concat' }),
    shape: FLAT,
  },
  TimeDistributed: { layer: (l) => l.timeDistributed({ layer: l.dense({ units: 3 }) }), shape: FLAT },
  Rescaling: { layer: (l) => l.rescaling({ scale: 0.5, offset: 1 }), shape: IMAGE },
  CenterCrop: { layer: (l) => l.centerCrop({ height: 3, width: 2 }), shape: IMAGE, alone: true },
  'CenterCrop, enlarging': { layer: (l) => l.centerCrop({ height: 8, width: 9 }), shape: IMAGE, alone: true },
  CategoryEncoding: {
    layer: (l) => l.categoryEncoding({ numTokens: 5, outputMode: 'multiHot' }),
    shape: [4],
    tokens: 5,
    alone: true,
  },
  'CategoryEncoding, one-hot': {
    layer: (l) => l.categoryEncoding({ numTokens: 5, outputMode: 'oneHot' }),
    shape: [1],
    tokens: 5,
    alone: true,
  },
  'CategoryEncoding, counts': {
    layer: (l) => l.categoryEncoding({ numTokens: 5, outputMode: 'count' }),
    shape: [4],
    tokens: 5,
    alone: true,
  },
  Resizing: { layer: (l) => l.resizing({ height: 3, width: 9 }), shape: IMAGE, alone: true },
  'Resizing, nearest': {
    layer: (l) => l.resizing({ height: 3, width: 9, interpolation: 'nearest' }),
    shape: IMAGE,
    alone: true,
  },
  RandomWidth: {
    layer: (l) => l.randomWidth({ factor: 0.3, seed: 1, autoVectorize: false }),
    shape: IMAGE,
    alone: true,
  },
};

/** Other classes that TensorFlow.js registers; standard-training.spec.ts tests most of them. */
const NO_LAYERS = new Set([
  ...['Adadelta', 'Adagrad', 'Adam', 'Adamax', 'Momentum', 'RMSProp', 'SGD'],
  ...['Zeros', 'Ones', 'Constant', 'RandomUniform', 'RandomNormal', 'TruncatedNormal', 'Identity', 'VarianceScaling'],
  ...['GlorotUniform', 'GlorotNormal', 'HeNormal', 'HeUniform', 'LeCunNormal', 'LeCunUniform', 'Orthogonal'],
  ...['MaxNorm', 'UnitNorm', 'NonNeg', 'MinMaxNorm', 'L1L2', 'InputLayer', 'Model', 'Functional', 'Sequential'],
]);

const registered = (): string[] => {
  const { classNameMap } = (
    tf.serialization.SerializationMap as unknown as { getMap(): { classNameMap: Record<string, unknown> } }
  ).getMap();
  // Activations begin with a lower-case letter.
  return Object.keys(classNameMap).filter((name) => /^[A-Z]/.test(name) && !NO_LAYERS.has(name));
};

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

test('every layer that TensorFlow.js registers is tested', () => {
  const tried = Object.keys(CASES).map((name) => name.split(/,| of /)[0]);
  expect([...new Set([...tried, 'ConvLSTM2DCell'])].toSorted()).toEqual(registered().toSorted());
});

/** Compares the gradient of a linear layer with finite differences, which are exact. */
async function expectGradientByDifferences({ layer, shape }: Case): Promise<void> {
  await onBackend('tensorflow', () => {
    const one = layer(tf.layers);
    const x = numbers('input 0', [1, ...shape], -1, 1);
    const towards = numbers('towards', (one.apply(x) as tf.Tensor).shape, -1, 1);
    const value = (input: tf.Tensor): tf.Scalar => tf.sum(tf.mul(one.apply(input) as tf.Tensor, towards));
    const at = value(x);
    const steps = tf.unstack(tf.reshape(tf.eye(x.size), [x.size, ...x.shape]));
    const differences = tf.stack(steps.map((step) => tf.sub(value(tf.add(x, step)), at)));
    expectClose(tf.grad(value)(x), tf.reshape(differences, x.shape));
  });
}

/** The output of a layer by itself. */
const apply = (backend: Backend, { layer, shape, ...rest }: Case): Promise<tf.Tensor> =>
  onBackend(backend, () => layer(tf.layers).apply(inputOf(rest, 'input 0', [BATCH, ...shape])) as tf.Tensor);

/** The output of a layer in a model. */
const predict = async (backend: Backend, one: Case): Promise<tf.Tensor> =>
  (await trainOn(backend, testModel(one), false)).output;

async function expectRejection(one: Case, message: string): Promise<void> {
  for (const backend of ['cpu', 'tensorflow'] as const)
    await expect(trainOn(backend, testModel(one))).rejects.toThrow(message);
}

const named = (which: (one: Case) => boolean): [string, Case][] =>
  Object.entries(CASES).filter(([, one]) => which(one));

test.each(named(({ alone, rejected, untrainable, differences }) => !(alone || rejected || untrainable || differences)))(
  '%s',
  (_, one) => expectSameOnBackends(testModel(one), { compiled: !one.noise }),
);

test.each(named(({ alone }) => alone === true))('%s, by itself', async (_, one) => {
  expectClose(await apply('tensorflow', one), await apply('cpu', one));
});

test.each(named(({ differences }) => differences === true))('%s, compared with finite differences', async (_, one) => {
  expectClose(await predict('tensorflow', one), await predict('cpu', one));
  await expectGradientByDifferences(one);
  expectSameResult(await trainOn('compiled', testModel(one)), await trainOn('tensorflow', testModel(one)));
});

test.each(named(({ untrainable }) => untrainable !== undefined))('%s, which cannot be trained', async (_, one) => {
  expectClose(await predict('tensorflow', one), await predict('cpu', one));
  await expectRejection(one, one.untrainable!);
});

test.each(named(({ rejected }) => rejected !== undefined))('%s, which is rejected', (_, one) =>
  expectRejection(one, one.rejected!),
);
