// Random models, described by plain values, so that a failing one can be shrunk and printed.
import { createRandom } from '../random/random';
import { tf } from '@reprise/runtime';
import * as fc from 'fast-check';

type Layers = typeof tf.layers;
type Params = { size: number; flag: boolean; other: boolean; pick: number };
type Activation = 'linear' | 'relu' | 'tanh' | 'sigmoid' | 'softmax' | 'elu';

const ACTIVATIONS: Activation[] = ['linear', 'relu', 'tanh', 'sigmoid', 'softmax', 'elu'];
/** Not softmax over one unit: its gradient is rounding noise, and some optimizers divide by its size. */
const activation = ({ pick, size }: Params): Activation => {
  const chosen = ACTIVATIONS[pick % ACTIVATIONS.length];
  return chosen === 'softmax' && size === 1 ? 'sigmoid' : chosen;
};
const padding = ({ flag }: Params): 'same' | 'valid' => (flag ? 'same' : 'valid');
const regularizer = ({ other }: Params) => (other ? tf.regularizers.l2({ l2: 0.01 }) : undefined);

/** Layers, with the rank of their input, 0 for any. */
const LAYERS: Record<string, { rank: number; make: (l: Layers, p: Params) => tf.layers.Layer }> = {
  dense: {
    rank: 0,
    make: (l, p) =>
      l.dense({ units: p.size, activation: activation(p), useBias: p.flag, kernelRegularizer: regularizer(p) }),
  },
  activation: { rank: 0, make: (l, p) => l.activation({ activation: activation(p) }) },
  leakyReLU: { rank: 0, make: (l) => l.leakyReLU({ alpha: 0.1 }) },
  prelu: { rank: 0, make: (l) => l.prelu() },
  elu: { rank: 0, make: (l) => l.elu() },
  softmax: { rank: 0, make: (l) => l.softmax({ axis: -1 }) },
  batchNormalization: {
    rank: 0,
    make: (l, p) => l.batchNormalization({ center: p.flag, scale: p.other, momentum: 0.8 }),
  },
  layerNormalization: { rank: 0, make: (l, p) => l.layerNormalization({ center: p.flag, scale: p.other }) },
  flatten: { rank: 4, make: (l) => l.flatten() },
  flattened: { rank: 3, make: (l) => l.flatten() },
  masking: { rank: 3, make: (l) => l.masking({ maskValue: 0 }) },
  repeatVector: { rank: 2, make: (l, p) => l.repeatVector({ n: p.size }) },
  conv2d: {
    rank: 4,
    make: (l, p) =>
      l.conv2d({
        filters: p.size,
        kernelSize: 1 + (p.pick % 3),
        strides: p.other ? 2 : 1,
        padding: padding(p),
        activation: activation(p),
        useBias: p.pick % 2 === 0,
      }),
  },
  conv2dTranspose: {
    rank: 4,
    make: (l, p) =>
      l.conv2dTranspose({ filters: p.size, kernelSize: 2, strides: p.other ? 2 : 1, padding: padding(p) }),
  },
  depthwiseConv2d: { rank: 4, make: (l, p) => l.depthwiseConv2d({ kernelSize: 2, padding: padding(p) }) },
  separableConv2d: {
    rank: 4,
    make: (l, p) => l.separableConv2d({ filters: p.size, kernelSize: 2, padding: padding(p) }),
  },
  maxPooling2d: {
    rank: 4,
    make: (l, p) => l.maxPooling2d({ poolSize: 2, strides: p.other ? 1 : 2, padding: padding(p) }),
  },
  averagePooling2d: { rank: 4, make: (l, p) => l.averagePooling2d({ poolSize: 2, padding: padding(p) }) },
  upSampling2d: { rank: 4, make: (l) => l.upSampling2d({ size: [2, 2] }) },
  zeroPadding2d: { rank: 4, make: (l) => l.zeroPadding2d({ padding: 1 }) },
  globalMaxPooling2d: { rank: 4, make: (l) => l.globalMaxPooling2d({}) },
  globalAveragePooling2d: { rank: 4, make: (l) => l.globalAveragePooling2d({}) },
  conv1d: {
    rank: 3,
    make: (l, p) =>
      l.conv1d({ filters: p.size, kernelSize: 1 + (p.pick % 2), padding: padding(p), activation: activation(p) }),
  },
  maxPooling1d: { rank: 3, make: (l, p) => l.maxPooling1d({ poolSize: 2, padding: padding(p) }) },
  globalMaxPooling1d: { rank: 3, make: (l) => l.globalMaxPooling1d() },
  globalAveragePooling1d: { rank: 3, make: (l) => l.globalAveragePooling1d() },
  simpleRNN: { rank: 3, make: (l, p) => l.simpleRNN({ units: p.size, returnSequences: p.flag, goBackwards: p.other }) },
  lstm: { rank: 3, make: (l, p) => l.lstm({ units: p.size, returnSequences: p.flag, useBias: p.other }) },
  gru: { rank: 3, make: (l, p) => l.gru({ units: p.size, returnSequences: p.flag, useBias: p.other }) },
  bidirectional: {
    rank: 3,
    make: (l, p) =>
      l.bidirectional({ layer: l.gru({ units: p.size }) as tf.RNN, mergeMode: p.flag ? 'sum' : 'concat' }),
  },
  timeDistributed: { rank: 3, make: (l, p) => l.timeDistributed({ layer: l.dense({ units: p.size }) }) },
  constrained: {
    rank: 2,
    make: (l, p) => l.dense({ units: p.size, activation: 'relu', kernelConstraint: tf.constraints.nonNeg() }),
  },
};

const MERGES: Record<string, (l: Layers) => tf.layers.Layer> = {
  add: (l) => l.add(),
  multiply: (l) => l.multiply(),
  average: (l) => l.average(),
  maximum: (l) => l.maximum(),
  concatenate: (l) => l.concatenate({ axis: -1 }),
};

const HEADS = {
  meanSquaredError: { activation: 'linear', units: 2 },
  meanAbsoluteError: { activation: 'tanh', units: 1 },
  binaryCrossentropy: { activation: 'sigmoid', units: 1 },
  categoricalCrossentropy: { activation: 'softmax', units: 3 },
  sparseCategoricalCrossentropy: { activation: 'softmax', units: 3 },
} as const;
type Loss = keyof typeof HEADS;

const OPTIMIZERS: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.05),
  momentum: () => tf.train.momentum(0.05, 0.9, true),
  adagrad: () => tf.train.adagrad(0.05),
  // These divide by the size of the gradient: a large epsilon limits rounding errors of tiny gradients.
  adadelta: () => tf.train.adadelta(0.5, 0.9, 1e-3),
  adam: () => tf.train.adam(0.01, 0.9, 0.999, 1e-3),
  adamax: () => tf.train.adamax(0.01, 0.9, 0.999, 1e-3),
  rmsprop: () => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-3),
};

const INPUTS = { flat: [5], sequence: [4, 3], image: [6, 6, 2], tokens: [4] } as const;

const params: fc.Arbitrary<Params> = fc.record({
  size: fc.integer({ min: 1, max: 4 }),
  flag: fc.boolean(),
  other: fc.boolean(),
  pick: fc.nat(11),
});

/** A layer and its input. */
const node = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...Object.keys(LAYERS)) },
    { weight: 2, arbitrary: fc.constantFrom(...Object.keys(MERGES)) },
    { weight: 1, arbitrary: fc.constantFrom('again', 'nested') },
  ),
  from: fc.nat(7),
  second: fc.nat(7),
  params,
  frozen: fc.boolean(),
});

/** A model, the arguments of `compile`, and data. */
export const modelPlan = fc.record({
  inputs: fc.array(fc.constantFrom(...(Object.keys(INPUTS) as (keyof typeof INPUTS)[])), {
    minLength: 1,
    maxLength: 2,
  }),
  nodes: fc.array(node, { minLength: 1, maxLength: 6 }),
  losses: fc.array(fc.constantFrom(...(Object.keys(HEADS) as Loss[])), { minLength: 1, maxLength: 2 }),
  optimizer: fc.constantFrom(...Object.keys(OPTIMIZERS)),
  accuracy: fc.boolean(),
  classWeight: fc.boolean(),
  rows: fc.integer({ min: 3, max: 7 }),
  batchSize: fc.integer({ min: 2, max: 4 }),
});
type Input = keyof typeof INPUTS;
export type ModelPlan = typeof modelPlan extends fc.Arbitrary<infer T> ? T : never;

/** Builds and compiles the model, with the same weights each time. Leaves out layers for which no input has the right rank. */
export function buildModel(plan: ModelPlan): tf.LayersModel {
  const values: tf.SymbolicTensor[] = [];
  const made: { layer: tf.layers.Layer; shape: string }[] = [];
  const shapeOf = (value: tf.SymbolicTensor): string => JSON.stringify(value.shape.slice(1));
  const apply = (layer: tf.layers.Layer, to: tf.SymbolicTensor | tf.SymbolicTensor[]): void =>
    void values.push(layer.apply(to) as tf.SymbolicTensor);
  const inputs = plan.inputs.map((kind) => tf.input({ shape: [...INPUTS[kind]] }));
  inputs.forEach((input, i) =>
    plan.inputs[i] === 'tokens'
      ? apply(tf.layers.embedding({ inputDim: 5, outputDim: 3, maskZero: plan.rows % 2 === 0 }), input)
      : values.push(input),
  );
  for (const { kind, from, second, params: p, frozen } of plan.nodes) {
    const of = (rank: number): tf.SymbolicTensor | undefined => {
      const fitting = values.filter((value) => rank === 0 || value.shape.length === rank);
      return fitting[from % Math.max(1, fitting.length)];
    };
    const value = values[from % values.length];
    if (kind in MERGES) {
      const alike = values.filter((other) => shapeOf(other) === shapeOf(value));
      apply(MERGES[kind](tf.layers), [value, alike[second % alike.length]]);
    } else if (kind === 'again') {
      const known = made.filter(({ shape }) => values.some((each) => shapeOf(each) === shape));
      const shared = known[second % Math.max(1, known.length)];
      if (shared) apply(shared.layer, values.filter((each) => shapeOf(each) === shared.shape).at(-1)!);
    } else if (kind === 'nested') {
      const end = tf.input({ shape: value.shape.slice(1) });
      const inner = tf.layers.dense({ units: p.size, activation: activation(p) }).apply(end) as tf.SymbolicTensor;
      apply(tf.model({ inputs: end, outputs: inner }) as unknown as tf.layers.Layer, value);
    } else {
      const input = of(LAYERS[kind].rank);
      if (!input) continue;
      const layer = LAYERS[kind].make(tf.layers, p);
      apply(layer, input);
      made.push({ layer, shape: shapeOf(input) });
      if (frozen && p.pick % 4 === 0) layer.trainable = false;
    }
  }
  const outputs = plan.losses.map((loss, i) => {
    const value = values[(values.length - 1 + i) % values.length];
    const flat = value.shape.length > 2 ? (tf.layers.flatten().apply(value) as tf.SymbolicTensor) : value;
    const { units, activation: last } = HEADS[loss];
    return tf.layers.dense({ units, activation: last }).apply(flat) as tf.SymbolicTensor;
  });
  const model = tf.model({ inputs, outputs });
  const random = createRandom(1).fork('weights');
  model.setWeights(
    model.weights.map(({ originalName, shape }, i) => {
      const [low, high] = originalName.includes('variance') ? [0.5, 1.5] : [-0.6, 0.6];
      const size = tf.util.sizeFromShape(shape as number[]);
      return tf.tensor(Float32Array.from(random.fork(`${i}`).uniform(size, low, high)), shape as number[]);
    }),
  );
  model.compile({
    optimizer: OPTIMIZERS[plan.optimizer](),
    loss: [...plan.losses],
    ...(plan.accuracy && { metrics: ['accuracy'] }),
  });
  return model;
}

/** The inputs, targets and arguments of `fit`. */
export function dataOf(plan: ModelPlan): { x: tf.Tensor[]; y: tf.Tensor[]; args: object } {
  const random = createRandom(1).fork('data');
  const draw = (name: string, shape: number[], low: number, high: number): tf.Tensor =>
    tf.tensor(Float32Array.from(random.fork(name).uniform(tf.util.sizeFromShape(shape), low, high)), shape);
  const input = (kind: Input, i: number): tf.Tensor => {
    const shape = [plan.rows, ...INPUTS[kind]];
    return kind === 'tokens' ? tf.floor(draw(`x${i}`, shape, 0, 5)) : draw(`x${i}`, shape, -1, 1);
  };
  const target = (loss: Loss, i: number): tf.Tensor => {
    const { units } = HEADS[loss];
    const classes = tf.cast(tf.floor(draw(`y${i}`, [plan.rows], 0, Math.max(2, units))), 'int32');
    if (loss === 'sparseCategoricalCrossentropy') return tf.cast(tf.reshape(classes, [plan.rows, 1]), 'float32');
    if (loss === 'categoricalCrossentropy') return tf.cast(tf.oneHot(classes, units), 'float32');
    if (loss === 'binaryCrossentropy') return tf.cast(tf.reshape(classes, [plan.rows, 1]), 'float32');
    return draw(`y${i}`, [plan.rows, units], -1, 1);
  };
  const weighted = plan.classWeight && plan.losses.length === 1 && plan.losses[0] === 'categoricalCrossentropy';
  return {
    x: plan.inputs.map(input),
    y: plan.losses.map(target),
    args: {
      batchSize: plan.batchSize,
      epochs: Math.ceil(3 / Math.ceil(plan.rows / plan.batchSize)),
      shuffle: false,
      verbose: 0,
      ...(weighted && { classWeight: { 0: 1, 1: 3, 2: 0.5 } }),
    },
  };
}
