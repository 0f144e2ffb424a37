// Compares every loss, optimizer, metric, activation, regularizer, constraint and initializer of TensorFlow.js on
// TensorFlow 2.21 with TensorFlow.js's own CPU backend.
import { expectSameOnBackends, onBackend, type TestModel } from '../testing/compare-backends';
import { expectClose, numbers } from '../testing/tensors';
import { tf } from '@reprise/runtime';

const [BATCH, CLASSES] = [4, 3];

type Dense = Partial<Parameters<typeof tf.layers.dense>[0]>;

/** A small network. @param config of its last layer */
const network =
  (config: Dense = {}): TestModel['model'] =>
  () => {
    const inputs = tf.input({ batchShape: [BATCH, 5] });
    const hidden = tf.layers.dense({ units: 6, activation: 'tanh' }).apply(inputs);
    const last = tf.layers.dense({ units: CLASSES, activation: 'softmax', ...config });
    return tf.model({ inputs, outputs: last.apply(hidden) as tf.SymbolicTensor });
  };

const classOf = (values: tf.Tensor): tf.Tensor1D => tf.argMax(values, -1);
const oneHot = (values: tf.Tensor): tf.Tensor => tf.cast(tf.oneHot(classOf(values), CLASSES), 'float32');
const sign = (values: tf.Tensor): tf.Tensor => tf.sub(tf.mul(2, oneHot(values)), 1);
const place = (values: tf.Tensor): tf.Tensor => tf.cast(tf.expandDims(classOf(values), 1), 'float32');
const shares = (values: tf.Tensor): tf.Tensor => tf.div(values, tf.sum(values, -1, true));

/** The targets of each loss. */
const LOSSES: Record<string, TestModel['target']> = {
  meanSquaredError: undefined,
  meanAbsoluteError: undefined,
  meanAbsolutePercentageError: undefined,
  meanSquaredLogarithmicError: undefined,
  squaredHinge: sign,
  hinge: sign,
  categoricalHinge: oneHot,
  logcosh: undefined,
  categoricalCrossentropy: oneHot,
  sparseCategoricalCrossentropy: place,
  binaryCrossentropy: oneHot,
  kullbackLeiblerDivergence: shares,
  poisson: undefined,
  cosineProximity: undefined,
};

const OPTIMIZERS: Record<string, TestModel['optimizer']> = {
  SGD: () => 'sgd',
  Momentum: () => tf.train.momentum(0.1, 0.9, true),
  Adagrad: () => 'adagrad',
  Adadelta: () => 'adadelta',
  Adam: () => 'adam',
  Adamax: () => 'adamax',
  RMSProp: () => 'rmsprop',
  // TensorFlow.js takes the root of the variance minus epsilon: NaN for a larger epsilon.
  'RMSProp, centered': () => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-14, true),
};

const CONSTRAINTS: Record<keyof typeof tf.constraints, () => Dense['kernelConstraint']> = {
  maxNorm: () => tf.constraints.maxNorm({ maxValue: 0.3 }),
  unitNorm: () => tf.constraints.unitNorm({}),
  nonNeg: () => tf.constraints.nonNeg(),
  minMaxNorm: () => tf.constraints.minMaxNorm({ minValue: 0.8, maxValue: 1, rate: 0.7 }),
};

const INITIALIZERS: Record<keyof typeof tf.initializers, () => ReturnType<typeof tf.initializers.zeros>> = {
  zeros: () => tf.initializers.zeros(),
  ones: () => tf.initializers.ones(),
  constant: () => tf.initializers.constant({ value: 0.3 }),
  identity: () => tf.initializers.identity({ gain: 2 }),
  randomUniform: () => tf.initializers.randomUniform({ seed: 3 }),
  randomNormal: () => tf.initializers.randomNormal({ seed: 3 }),
  truncatedNormal: () => tf.initializers.truncatedNormal({ seed: 3 }),
  varianceScaling: () => tf.initializers.varianceScaling({ seed: 3 }),
  glorotUniform: () => tf.initializers.glorotUniform({ seed: 3 }),
  glorotNormal: () => tf.initializers.glorotNormal({ seed: 3 }),
  heUniform: () => tf.initializers.heUniform({ seed: 3 }),
  heNormal: () => tf.initializers.heNormal({ seed: 3 }),
  leCunUniform: () => tf.initializers.leCunUniform({ seed: 3 }),
  leCunNormal: () => tf.initializers.leCunNormal({ seed: 3 }),
  orthogonal: () => tf.initializers.orthogonal({ seed: 3 }),
};

type Of = (values: tf.Tensor) => tf.Tensor;
const same: Of = (values) => values;

/** The arguments of each metric, made of numbers from 0.1 to 1. */
const METRICS: Record<keyof typeof tf.metrics, [truth: Of, guess: Of]> = {
  binaryAccuracy: [(values) => tf.round(values), same],
  binaryCrossentropy: [(values) => tf.round(values), same],
  sparseCategoricalAccuracy: [place, same],
  categoricalAccuracy: [oneHot, same],
  categoricalCrossentropy: [oneHot, shares],
  precision: [oneHot, oneHot],
  recall: [oneHot, oneHot],
  cosineProximity: [same, same],
  meanAbsoluteError: [same, same],
  meanAbsolutePercentageError: [same, same],
  MAPE: [same, same],
  mape: [same, same],
  meanSquaredError: [same, same],
  MSE: [same, same],
  mse: [same, same],
  r2Score: [same, same],
};

/** Names that TensorFlow.js registers. Classes begin with a capital, activations do not. */
const registered = (of: RegExp): string[] => {
  const { classNameMap } = (
    tf.serialization.SerializationMap as unknown as { getMap(): { classNameMap: Record<string, unknown> } }
  ).getMap();
  return Object.keys(classNameMap).filter((name) => of.test(name));
};

const ACTIVATIONS = registered(/^[a-z]/);

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

test('all are tested', () => {
  expect(ACTIVATIONS).toHaveLength(16);
  for (const name of registered(/^(SGD|Momentum|RMSProp|Ada.*)$/)) expect(OPTIMIZERS).toHaveProperty(name);
  expect(Object.keys(CONSTRAINTS).toSorted()).toEqual(Object.keys(tf.constraints).toSorted());
  expect(Object.keys(METRICS).toSorted()).toEqual(Object.keys(tf.metrics).toSorted());
  expect(Object.keys(INITIALIZERS).toSorted()).toEqual(Object.keys(tf.initializers).toSorted());
});

test.each(Object.entries(LOSSES))('loss %s', (loss, target) =>
  expectSameOnBackends({ model: network(), loss, target }),
);

test.each(Object.entries(OPTIMIZERS))('optimizer %s', (_, optimizer) =>
  expectSameOnBackends({ model: network(), optimizer }),
);

test.each(ACTIVATIONS)('activation %s', (activation) =>
  expectSameOnBackends({ model: network({ activation: activation as 'linear' }) }),
);

test.each(['l1', 'l2', 'l1l2'] as const)('regularizer %s', (name) => {
  const regularizer = tf.regularizers[name]();
  return expectSameOnBackends({ model: network({ kernelRegularizer: regularizer, biasRegularizer: regularizer }) });
});

test.each(Object.entries(CONSTRAINTS))('constraint %s', (_, constraint) =>
  expectSameOnBackends({ model: network({ kernelConstraint: constraint() }) }),
);

test.each(['binaryAccuracy', 'categoricalAccuracy', 'precision', 'mse', 'mae', 'cosine', 'categoricalCrossentropy'])(
  'metric %s in a model',
  (metric) => expectSameOnBackends({ model: network(), metrics: [metric], target: oneHot }),
);

test.each(['accuracy', 'sparseCategoricalCrossentropy'])('metric %s of class numbers in a model', (metric) =>
  expectSameOnBackends({ model: network(), metrics: [metric], loss: 'sparseCategoricalCrossentropy', target: place }),
);

test.each(Object.entries(METRICS))('metric %s', async (name, [truth, guess]) => {
  const metric = (): tf.Tensor =>
    tf.metrics[name as keyof typeof tf.metrics](
      truth(numbers('truth', [8, CLASSES], 0.1, 1)),
      guess(numbers('guess', [8, CLASSES], 0.1, 1)),
    );
  const expected = await onBackend('cpu', metric);
  expect(Math.max(...expected.dataSync().map(Math.abs))).toBeGreaterThan(0);
  expectClose(await onBackend('tensorflow', metric), expected);
});

test.each(Object.entries(INITIALIZERS))('initializer %s', async (_, initializer) => {
  const weights = (): tf.Tensor => initializer().apply([6, 6]);
  expectClose(await onBackend('tensorflow', weights), await onBackend('cpu', weights));
});
