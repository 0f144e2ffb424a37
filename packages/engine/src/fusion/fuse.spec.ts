import { tf } from '@reprise/runtime';
import { bidirectionalSimpleRnn } from '../layers/bidirectional';
import { numbers } from '../testing/tensors';
import { trainableOf } from '../tfjs/weights';
import { fuse } from './fuse';
import type { Stage } from './stage';

type Shape = number[];
type Layers = tf.layers.Layer[];

/** Uniform in [-limit, limit). */
const tensor = (name: string, shape: Shape, limit = 1): tf.Tensor => numbers(name, shape, -limit, limit);

/** Builds the layers for inputs of this shape, without the batch dimension, and sets all weights, biases included. */
function build(shape: Shape, layers: Layers): Layers {
  layers.reduce<tf.SymbolicTensor>((x, layer) => layer.apply(x) as tf.SymbolicTensor, tf.input({ shape }));
  layers.forEach((layer, i) =>
    layer.setWeights(layer.getWeights().map((weight, k) => tensor(`weight ${i} ${k}`, weight.shape, 0.3))),
  );
  return layers;
}

/** The reference: each layer by itself, as TensorFlow.js applies it. */
const unfused = (layers: Layers, x: tf.Tensor): tf.Tensor =>
  layers.reduce((h, layer) => layer.apply(h, { training: true }) as tf.Tensor, x);

const single = (layer: tf.layers.Layer): Stage => ({
  layers: 1,
  apply: (x, training) => layer.apply(x, { training }) as tf.Tensor,
});
const fused = (layers: Layers, x: tf.Tensor): tf.Tensor =>
  fuse(layers, single).reduce((h, stage) => stage.apply(h, true), x);

/** The output, and the gradients of sum(output ∘ random numbers) with respect to input and weights. */
function valueAndGradients(apply: typeof fused, layers: Layers, x: tf.Variable): Record<string, tf.Tensor> {
  let output: tf.Tensor | undefined;
  const { grads } = tf.variableGrads(() => {
    output = tf.keep(apply(layers, x));
    return tf.sum(tf.mul(output, tensor('towards', output.shape))) as tf.Scalar;
  }, [x, ...trainableOf(layers)]);
  return { output: output as tf.Tensor, ...grads };
}

/** Largest difference over the largest magnitude. */
function difference(a: tf.Tensor, b: tf.Tensor): number {
  expect(a.shape).toEqual(b.shape);
  const [p, q] = [a.dataSync<'float32'>(), b.dataSync<'float32'>()];
  const largest = q.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(largest).toBeGreaterThan(0);
  return p.reduce((most, value, i) => Math.max(most, Math.abs(value - q[i])), 0) / largest;
}

/**
 * Compares output and all gradients within 1e-5.
 * @param round changes inputs and weights @returns the difference of the outputs, 0 if they are identical
 */
function expectSame(shape: Shape, layers: Layers, round = (values: tf.Tensor): tf.Tensor => values): number {
  build(shape, layers).forEach((layer) => layer.setWeights(layer.getWeights().map(round)));
  const x = tf.variable(round(tensor('x', [3, ...shape])));
  const expected = valueAndGradients(unfused, layers, x);
  const found = valueAndGradients(fused, layers, x);
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  expect(Object.keys(found)).toHaveLength(2 + trainableOf(layers).length);
  for (const [name, value] of Object.entries(expected)) expect(difference(found[name], value)).toBeLessThan(1e-5);
  const between = difference(found['output'], expected['output']);
  x.dispose();
  return between;
}

/** The number of layers of each stage. */
const stages = (layers: Layers): number[] => fuse(layers, single).map((stage) => stage.layers);

type ConvConfig = Parameters<typeof tf.layers.conv2d>[0];
type PoolConfig = Parameters<typeof tf.layers.maxPooling2d>[0];
const conv = (config: Partial<ConvConfig>): tf.layers.Layer =>
  tf.layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', ...config } as ConvConfig);
const FIRST = 'channelsFirst';
const HALF: PoolConfig = { poolSize: 2 };
const pool = (config = HALF): tf.layers.Layer => tf.layers.maxPooling2d(config);
const twice = (config: Parameters<typeof tf.layers.upSampling2d>[0] = { size: [2, 2] }): tf.layers.Layer =>
  tf.layers.upSampling2d(config);

describe('convolution, then pooling', () => {
  // Pooling uses all outputs, or so many that the whole convolution is computed: only relu and maximum are swapped.
  test.each<[string, Shape, Partial<ConvConfig>, PoolConfig?]>([
    ['8x6', [8, 6, 3], {}],
    ['7x7, same', [7, 7, 3], { padding: 'same' }, { poolSize: 2, padding: 'same' }],
    ['5x5, same, pooling to a border', [5, 5, 3], { padding: 'same' }, { poolSize: 2, padding: 'same' }],
    ['11x11, one row and column of 9 unused', [11, 11, 3], {}],
    ['linear', [8, 8, 3], { activation: 'linear' }],
    ['linear, 7x7, same', [7, 7, 3], { activation: 'linear', padding: 'same' }, { poolSize: 2, padding: 'same' }],
    ['without bias', [8, 8, 3], { useBias: false }],
    ['strides 2', [9, 11, 3], { strides: 2, padding: 'same' }, { poolSize: 2, padding: 'same' }],
    ['kernel 5, windows 3x2', [13, 10, 2], { kernelSize: 5 }, { poolSize: [3, 2] }],
  ])('%s: identical values', (_, shape, convConfig, poolConfig = HALF) => {
    const layers = [conv(convConfig), pool(poolConfig)];
    expect(stages(layers)).toEqual([2]);
    expect(expectSame(shape, layers)).toBe(0);
  });

  // Pooling without padding does not use more than a quarter of the outputs: they are not computed.
  test.each<[string, Shape, Partial<ConvConfig>, PoolConfig?]>([
    ['7x7, same', [7, 7, 3], { padding: 'same' }],
    ['7x7', [7, 7, 3], {}],
    ['5x5, same', [5, 5, 3], { padding: 'same' }],
    ['5x5', [5, 5, 3], {}],
    ['linear, 5x5, kernel 5, same', [5, 5, 3], { activation: 'linear', kernelSize: 5, padding: 'same' }],
    ['5x7, even kernel, same', [5, 7, 3], { kernelSize: 2, padding: 'same' }],
    ['strides 2, 13x9, same', [13, 9, 3], { strides: 2, padding: 'same' }],
    ['strides 2, 10x10', [10, 10, 3], { strides: 2, kernelSize: 2 }],
    ['windows 3, 8x8, same', [8, 8, 3], { padding: 'same' }, { poolSize: 3 }],
  ])('%s, of which pooling uses a part', (_, shape, convConfig, poolConfig = HALF) => {
    expectSame(shape, [conv(convConfig), pool(poolConfig)]);
  });

  test.each<[string, number, 'same' | 'valid', number, 'same' | 'valid']>([
    ['a length that the pool size divides', 12, 'same', 4, 'valid'],
    ['a length that it does not divide', 11, 'same', 4, 'valid'],
    ['a length that it does not divide, padded', 11, 'same', 4, 'same'],
    ['valid', 11, 'valid', 2, 'valid'],
    ['the notebook’s length', 75, 'same', 4, 'valid'],
  ])('Conv1D, ELU, MaxPooling1D: %s', (_, length, padding, poolSize, poolPadding) => {
    const layers = [
      tf.layers.conv1d({ filters: 6, kernelSize: 5, padding }),
      tf.layers.elu(),
      tf.layers.maxPooling1d({ poolSize, padding: poolPadding }),
    ];
    expect(stages(layers)).toEqual([3]);
    expectSame([length, 4], layers);
  });
});

describe('convolution, then global pooling', () => {
  // Sums of eighths are exact, and some of the largest outputs are equal.
  const eighths = (values: tf.Tensor): tf.Tensor => tf.div(tf.round(tf.mul(values, 8)), 8);
  const layersOf = (shape: Shape, config: Partial<ConvConfig>): Layers =>
    shape.length === 3
      ? [conv({ filters: 100, ...config }), tf.layers.globalMaxPooling2d({})]
      : [
          tf.layers.conv1d({ filters: 300, kernelSize: 5, activation: 'relu', ...config } as never),
          tf.layers.globalMaxPooling1d(),
        ];

  test.each<[string, Shape, Partial<ConvConfig>]>([
    ['Conv1D', [130, 64], {}],
    ['Conv1D, same, odd length', [121, 64], { padding: 'same' }],
    ['Conv1D, same, even kernel, strides 2', [221, 64], { padding: 'same', kernelSize: 6, strides: 2 }],
    ['Conv1D, linear, without bias', [130, 64], { activation: 'linear', useBias: false }],
    ['Conv2D', [21, 23, 32], {}],
    ['Conv2D, same, kernel 2x3, strides 2', [31, 30, 48], { padding: 'same', kernelSize: [2, 3], strides: 2 }],
    ['Conv2D, one pixel', [20, 20, 300], { kernelSize: 1 }],
    ['Conv1D of few outputs', [20, 64], {}],
    ['Conv2D of few channels', [9, 9, 4], {}],
  ])('%s: identical values, and equal largest outputs have equal gradients', (_, shape, config) => {
    const layers = layersOf(shape, config);
    expect(stages(layers)).toEqual([2]);
    expect(expectSame(shape, layers, eighths)).toBe(0);
    expect(expectSame(shape, layers, tf.onesLike)).toBe(0);
  });

  test('NaN passes to the gradients', () => {
    const layers = build([130, 64], layersOf([130, 64], { activation: 'linear' }));
    const x = tf.variable(tf.where(tf.greater(tensor('x', [3, 130, 64]), 0.999), NaN, tensor('x', [3, 130, 64])));
    const [found, expected] = [fused, unfused].map((apply) => valueAndGradients(apply, layers, x));
    for (const [name, value] of Object.entries(expected))
      expect(tf.any(tf.isNaN(found[name])).dataSync()).toEqual(tf.any(tf.isNaN(value)).dataSync());
    x.dispose();
  });
});

describe('upsampling, then convolution', () => {
  test.each<[string, Shape, Partial<ConvConfig>]>([
    ['3x3, same', [4, 4, 3], { padding: 'same' }],
    ['3x3, valid', [4, 4, 3], {}],
    ['5x5, same', [4, 4, 3], { kernelSize: 5, padding: 'same' }],
    ['5x5, valid', [4, 4, 3], { kernelSize: 5 }],
    ['7x7, same', [5, 5, 2], { kernelSize: 7, padding: 'same' }],
    ['1x1', [3, 3, 3], { kernelSize: 1 }],
    ['3x3, same, odd sizes', [7, 5, 3], { padding: 'same' }],
    ['3x3, valid, odd sizes', [7, 5, 3], {}],
    ['5x5, same, without bias', [4, 4, 3], { kernelSize: 5, padding: 'same', useBias: false }],
    ['3x3, valid, without bias', [4, 4, 3], { useBias: false }],
    ['3x3, same, linear', [4, 4, 3], { padding: 'same', activation: 'linear' }],
    ['3x3, same, sigmoid', [4, 4, 3], { padding: 'same', activation: 'sigmoid' }],
  ])('%s', (_, shape, config) => {
    const layers = [twice(), conv(config)];
    expect(stages(layers)).toEqual([2]);
    expectSame(shape, layers);
  });
});

describe('convolution of few pixels with many channels, as a product', () => {
  test.each<[string, Shape, Partial<ConvConfig>]>([
    ['3x3, same', [3, 3, 64], { padding: 'same' }],
    ['5x5 to 3x3', [5, 5, 64], {}],
    ['3x3 to one pixel', [3, 3, 70], {}],
    ['1x3, same, kernel 1x3', [1, 3, 64], { kernelSize: [1, 3], padding: 'same' }],
    ['2x3, kernel 2x5, same', [2, 3, 65], { kernelSize: [2, 5], padding: 'same' }],
    ['linear, without bias', [3, 3, 64], { padding: 'same', activation: 'linear', useBias: false }],
    // Not a product: TensorFlow’s convolution is used.
    ['too wide', [4, 3, 64], { padding: 'same' }],
    ['too few channels', [3, 3, 63], { padding: 'same' }],
    ['strides 2', [5, 5, 64], { strides: 2, padding: 'same' }],
  ])('%s', (_, shape, config) => {
    expectSame(shape, [conv(config)]);
  });

  test('a 3x3 map of which 2x2 pooling uses four pixels', () => {
    const layers = [conv({ padding: 'same', filters: 5 }), pool()];
    expect(stages(layers)).toEqual([2]);
    expectSame([3, 3, 64], layers);
  });
});

describe('dense', () => {
  test.each([
    ['linear', {}],
    ['softmax', { activation: 'softmax' as const }],
    ['without bias', { useBias: false }],
  ])('on rows: %s', (_, config) => void expectSame([7], [tf.layers.dense({ units: 5, ...config })]));

  test('on time steps', () => void expectSame([4, 7], [tf.layers.dense({ units: 5, activation: 'tanh' })]));
});

describe('layers that are not fused', () => {
  test.each<[string, Shape, Layers, number[]]>([
    ['strides after upsampling', [4, 4, 3], [twice(), conv({ strides: 2, padding: 'same' })], [1, 1]],
    ['an even kernel after upsampling', [4, 4, 3], [twice(), conv({ kernelSize: 2, padding: 'same' })], [1, 1]],
    ['a kernel of two sizes after upsampling', [4, 4, 3], [twice(), conv({ kernelSize: [3, 5] })], [1, 1]],
    ['channels first', [3, 8, 8], [conv({ dataFormat: FIRST }), pool({ poolSize: 2, dataFormat: FIRST })], [1, 1]],
    ['pooling with channels first', [8, 8, 3], [conv({}), pool({ poolSize: 2, dataFormat: FIRST })], [1, 1]],
    ['upsampling with channels first', [4, 4, 3], [twice({ size: [2, 2], dataFormat: FIRST }), conv({})], [1, 1]],
    ['convolution with channels first', [4, 4, 3], [twice(), conv({ dataFormat: FIRST })], [1, 1]],
    ['bilinear upsampling', [4, 4, 3], [twice({ size: [2, 2], interpolation: 'bilinear' }), conv({})], [1, 1]],
    ['upsampling by 3', [4, 4, 3], [twice({ size: [3, 3] }), conv({})], [1, 1]],
    ['upsampling alone', [4, 4, 3], [twice()], [1]],
    ['pooling windows that overlap', [8, 8, 3], [conv({}), pool({ poolSize: 3, strides: 2 })], [1, 1]],
    ['pooling windows with gaps', [8, 8, 3], [conv({}), pool({ poolSize: 2, strides: 3 })], [1, 1]],
    ['softmax before pooling', [8, 8, 3], [conv({ activation: 'softmax' }), pool()], [1, 1]],
    ['sigmoid before pooling', [8, 8, 3], [conv({ activation: 'sigmoid' }), pool()], [1, 1]],
    ['tanh before global pooling', [8, 8, 3], [conv({ activation: 'tanh' }), tf.layers.globalMaxPooling2d({})], [1, 1]],
    [
      'global pooling with channels first',
      [8, 8, 3],
      [conv({}), tf.layers.globalMaxPooling2d({ dataFormat: FIRST })],
      [1, 1],
    ],
    ['average pooling', [8, 8, 3], [conv({}), tf.layers.averagePooling2d({ poolSize: 2 })], [1, 1]],
    ['a layer between convolution and pooling', [8, 8, 3], [conv({}), tf.layers.reLU(), pool()], [1, 1, 1]],
    [
      'a Conv1D that is not linear before ELU',
      [12, 3],
      [
        tf.layers.conv1d({ filters: 4, kernelSize: 3, activation: 'tanh' }),
        tf.layers.elu(),
        tf.layers.maxPooling1d({ poolSize: 2 }),
      ],
      [1, 1, 1],
    ],
  ])('%s: correct values', (_, shape, layers, expected) => {
    expect(stages(layers)).toEqual(expected);
    expectSame(shape, layers);
  });

  test.each<[string, Layers]>([
    ['before pooling', [conv({ dilationRate: 2 }), pool()]],
    ['after upsampling', [twice(), conv({ dilationRate: 2 })]],
  ])('dilation %s: correct values; TensorFlow.js has no gradient for it', (_, layers) => {
    build([9, 9, 3], layers);
    expect(stages(layers)).toEqual([1, 1]);
    const x = tensor('x', [3, 9, 9, 3]);
    expect(difference(fused(layers, x), unfused(layers, x))).toBe(0);
  });

  test('a causal Conv1D, which TensorFlow.js does not support', () => {
    const config = { filters: 4, kernelSize: 3, padding: 'causal' as const };
    const rest = [tf.layers.elu(), tf.layers.maxPooling1d({ poolSize: 2 })];
    expect(stages([tf.layers.conv1d(config), ...rest])).toEqual([1, 1, 1]);
  });
});

describe('a chain', () => {
  const model = (): Layers => [
    conv({ padding: 'same' }),
    pool(),
    twice(),
    conv({ padding: 'same' }),
    tf.layers.dropout({ rate: 0 }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 6, activation: 'tanh' }),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ];

  test('is cut into stages that compute the same as its layers', () => {
    const layers = model();
    expect(stages(layers)).toEqual([2, 2, 1, 1, 1, 1]);
    expectSame([8, 8, 2], layers);
  });
});

test('an embedding before a bidirectional RNN', () => {
  const layers = [
    tf.layers.embedding({ inputDim: 7, outputDim: 3, inputLength: 6 }),
    bidirectionalSimpleRnn({ units: 4, dropout: 0, recurrentDropout: 0 }),
  ];
  build([6], layers);
  const ids = tf.tensor2d([0, 1, 2, 3, 4, 5, 6, 6, 6, 0, 0, 1, 2, 2, 5, 3, 1, 0], [3, 6], 'int32');
  const towards = tensor('towards', [3, 8]);
  const stages = fuse(layers, single);
  expect(stages).toHaveLength(1);
  const [found, expected] = [fused, unfused].map((apply) =>
    tf.variableGrads(() => tf.sum(tf.mul(apply(layers, ids), towards)) as tf.Scalar, trainableOf(layers)),
  );
  expect(difference(found.value, expected.value)).toBeLessThan(1e-5);
  for (const [name, gradient] of Object.entries(expected.grads))
    expect(difference(found.grads[name], gradient)).toBeLessThan(1e-5);
});

test('an embedding that masks is not fused with a bidirectional RNN', () => {
  const layers = [
    tf.layers.embedding({ inputDim: 7, outputDim: 3, inputLength: 6, maskZero: true }),
    bidirectionalSimpleRnn({ units: 4, dropout: 0, recurrentDropout: 0 }),
  ];
  expect(fuse(layers, single)).toHaveLength(2);
});
