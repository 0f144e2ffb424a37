import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { numbers, valuesOf } from '../testing/tensors';
import { tf } from '@reprise/runtime';
import { trainableOf, variablesOf } from '../tfjs/weights';
import { compile } from './compile';
import { runEagerly } from '../testing/run-eagerly';
import type { Program } from './program';

/** Uniform in [-limit, limit). */
const tensor = (name: string, shape: number[], limit = 1): tf.Tensor => numbers(name, shape, -limit, limit);

const close = (rows: number[][]): unknown => rows.map((row) => row.map((value) => expect.closeTo(value, 5)));

/** Sets all weights to seeded values. */
function seedWeights(layers: tf.layers.Layer[]): void {
  variablesOf(layers).forEach((variable, i) => variable.assign(tensor(`weight ${i}`, variable.shape, 0.4)));
}

/** A step as a user writes it: loss, gradients, gradient descent. */
const descent =
  (model: tf.LayersModel, inputs: number, rate: number): Program =>
  (fed) => {
    const weights = trainableOf(model.layers);
    const [x, y] = [fed.slice(0, inputs), fed[inputs]];
    const loss = (): tf.Scalar =>
      tf.losses.meanSquaredError(y, model.apply(inputs === 1 ? x[0] : x, { training: true }) as tf.Tensor);
    const { value, grads } = tf.variableGrads(loss, weights);
    return {
      outputs: [value],
      updates: weights.map((weight) => ({
        kind: 'assign',
        variable: weight,
        value: tf.sub(weight, tf.mul(grads[weight.name], rate)),
      })),
    };
  };

const STEPS = 4;

/** Trains compiled and eagerly from equal weights, with a new batch for each step, and compares losses and weights. */
function expectSameTraining(model: tf.LayersModel, rate = 0.1): void {
  seedWeights(model.layers);
  const variables = variablesOf(model.layers);
  const start = valuesOf(variables);
  const shapes = [...model.inputs, ...model.outputs].map(({ shape }) => [3, ...(shape.slice(1) as number[])]);
  const batches = Array.from({ length: STEPS }, (_, s) => shapes.map((shape, i) => tensor(`batch ${s} ${i}`, shape)));
  const program = descent(model, model.inputs.length, rate);
  const compiled = compile(variables, { step: { program, inputs: batches[0] } });
  const losses = batches.map((batch) => valuesOf(compiled.functions.step(batch)));
  // The graph has its own copies: the model has not changed.
  expect(valuesOf(variables)).toEqual(start);
  const expected = batches.map((batch) => valuesOf(runEagerly(program, batch)));
  const eager = valuesOf(variables);
  losses.forEach((loss, s) => expect(loss).toEqual(close(expected[s])));
  compiled.pull();
  expect(valuesOf(variables)).toEqual(close(eager));
  compiled.dispose();
  // The steps changed each trainable weight.
  const trained = trainableOf(model.layers).map((variable) => variables.indexOf(variable));
  for (const i of trained) expect(Math.max(...eager[i].map((v, k) => Math.abs(v - start[i][k])))).toBeGreaterThan(1e-4);
}

/** A chain of layers as a model. */
const chained = (shape: number[], ...layers: tf.layers.Layer[]): tf.LayersModel => {
  const input = tf.input({ shape });
  const output = layers.reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, input);
  return tf.model({ inputs: input, outputs: output });
};

const MODELS: Record<string, () => tf.LayersModel> = {
  'a perceptron with several activations': () =>
    chained(
      [5],
      tf.layers.dense({ units: 8, activation: 'relu' }),
      tf.layers.dense({ units: 8, activation: 'selu' }),
      tf.layers.leakyReLU(),
      tf.layers.dense({ units: 6, activation: 'softplus' }),
      tf.layers.dense({ units: 2, activation: 'softmax' }),
    ),
  'layer normalization': () =>
    chained([5], tf.layers.dense({ units: 7 }), tf.layers.layerNormalization(), tf.layers.dense({ units: 2 })),
  'depthwise convolution and average pooling': () =>
    chained(
      [8, 8, 3],
      tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same', activation: 'relu' }),
      tf.layers.averagePooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ filters: 4, kernelSize: 1, activation: 'elu' }),
      tf.layers.globalAveragePooling2d({}),
      tf.layers.dense({ units: 2 }),
    ),
  'separable convolution, strides and global maximum pooling': () =>
    chained(
      [9, 9, 2],
      tf.layers.separableConv2d({ filters: 4, kernelSize: 3, strides: 2, activation: 'tanh' }),
      tf.layers.globalMaxPooling2d({}),
      tf.layers.dense({ units: 1 }),
    ),
  'transposed convolution, upsampling and cropping': () =>
    chained(
      [4, 4, 2],
      tf.layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
      tf.layers.upSampling2d({ size: [2, 2] }),
      tf.layers.cropping2D({
        cropping: [
          [3, 3],
          [3, 3],
        ],
      }),
      tf.layers.conv2d({ filters: 1, kernelSize: 3, activation: 'sigmoid' }),
    ),
  'a GRU': () => chained([3, 2], tf.layers.gru({ units: 3 }), tf.layers.dense({ units: 1 })),
  'two LSTMs, one on the other': () =>
    chained(
      [3, 2],
      tf.layers.lstm({ units: 3, returnSequences: true }),
      tf.layers.lstm({ units: 2 }),
      tf.layers.dense({ units: 1 }),
    ),
  'a bidirectional SimpleRNN, and a layer for each time step': () =>
    chained(
      [3, 2],
      tf.layers.bidirectional({ layer: tf.layers.simpleRNN({ units: 2, returnSequences: true }) as tf.RNN }),
      tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 2 }) }),
    ),
  'two inputs and a skip connection': () => {
    const [a, b] = [tf.input({ shape: [4] }), tf.input({ shape: [3] })];
    const left = tf.layers.dense({ units: 5, activation: 'tanh' }).apply(a) as tf.SymbolicTensor;
    const right = tf.layers.dense({ units: 5 }).apply(b) as tf.SymbolicTensor;
    const sum = tf.layers.add().apply([left, right]) as tf.SymbolicTensor;
    const both = tf.layers.concatenate().apply([sum, left]) as tf.SymbolicTensor;
    return tf.model({ inputs: [a, b], outputs: tf.layers.dense({ units: 2 }).apply(both) as tf.SymbolicTensor });
  },
  'frozen batch normalization': () =>
    chained([4], tf.layers.dense({ units: 3 }), frozenNormalization(), tf.layers.dense({ units: 1 })),
};

/** Batch normalization that uses its moving averages in training, too. */
function frozenNormalization(): tf.layers.Layer {
  const layer = tf.layers.batchNormalization({ trainable: false });
  const { call } = layer;
  layer.call = (inputs, kwargs) => call.call(layer, inputs, { ...kwargs, training: false });
  return layer;
}

describe('a custom model', () => {
  test.each(Object.entries(MODELS))('%s: compiled and eager training match', (_, model) => expectSameTraining(model()));

  test('the example runs, learns sin(x), and is quoted in the documentation', () => {
    const root = join(__dirname, '../../../..');
    const path = 'packages/engine/src/examples/custom-step.ts';
    const output = execFileSync(process.execPath, [join(root, 'node_modules/ts-node/dist/bin.js'), path], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const losses = Array.from(output.matchAll(/loss after \d+ steps: ([\d.]+)/g), ([, loss]) => Number(loss));
    expect(losses).toHaveLength(4);
    // The targets' mean square is 1/2.
    expect(losses[3]).toBeLessThan(0.01);
    expect(losses[3]).toBeLessThan(losses[0]);
    // sin(1) = 0.8415
    expect(Number(/predicted ([\d.]+)/.exec(output)?.[1])).toBeCloseTo(0.84, 1);
    const code = readFileSync(join(root, path), 'utf8');
    const page = readFileSync(join(root, 'docs/compiled-step.md'), 'utf8');
    const quotes = Array.from(page.matchAll(/^```ts\n([^]*?)^```$/gm), ([, quote]) => quote);
    expect(quotes).toHaveLength(2);
    for (const quote of quotes) expect(code).toContain(quote);
  });
});

describe('rejects what cannot be traced', () => {
  const x = tf.ones([4]);
  /** Compiles a program of one input. */
  const compiling =
    (program: Program, variables: tf.Variable[] = [], inputs = [x]) =>
    (): void => {
      compile(variables, { mine: { program, inputs } }).dispose();
    };
  const outputs =
    (of: (x: tf.Tensor) => tf.Tensor): Program =>
    ([input]) => ({ outputs: [of(input)] });
  const READ =
    'the traced function: expected only tensor operations, found a value read back (dataSync, arraySync, print, or an ' +
    'op that reads inside). Use only ops, such as `tf.where` for an `if`. A program of `compile` may return the value as an output.';
  const RANDOM =
    'found a random number drawn in JavaScript. In a layer of `fit`, use `tf.dropout`, `tf.randomNormal` or `tf.randomUniform` without a seed. For `compile`, draw in `withStepRandom`. Build layers before.';
  const before = (what: string): string =>
    `found ${what} that was made before tracing. Make it inside the function, or make it a \`tf.variable\`. For \`compile\`, you can also pass it as a constant or an input.`;

  test('a value read back in a loss', () => {
    const w = tf.variable(tf.ones([4]));
    const step = outputs((input) => {
      const { value } = tf.variableGrads(() => {
        const loss = tf.sum(tf.mul(w, input)) as tf.Scalar;
        return loss.dataSync()[0] > 0 ? loss : tf.neg(loss);
      }, [w]);
      return value;
    });
    expect(compiling(step, [w])).toThrow(READ);
  });

  test('tf.dropout and other random numbers drawn in JavaScript, which would be frozen', () => {
    expect(compiling(outputs((input) => tf.dropout(input, 0.5)))).toThrow(RANDOM);
    expect(compiling(outputs((input) => tf.add(input, tf.randomNormal([4]))))).toThrow(RANDOM);
    expect(compiling(outputs((input) => tf.multinomial(input as tf.Tensor1D, 2)))).toThrow(RANDOM);
    const layer = tf.layers.dropout({ rate: 0.5 });
    expect(compiling(outputs((input) => layer.apply(input, { training: true }) as tf.Tensor))).toThrow(RANDOM);
  });

  test('a layer that is built during the trace', () => {
    const layer = tf.layers.dense({ units: 1 });
    const apply = outputs((input) => layer.apply(tf.reshape(input, [1, 4])) as tf.Tensor);
    expect(compiling(apply)).toThrow(RANDOM);
  });

  test('but not tf.dropout with a seed: TensorFlow.js, too, draws the same mask at every call', () => {
    const ones = tf.ones([100]);
    const program = outputs((input) => tf.dropout(input, 0.5, undefined, 7));
    const compiled = compile([], { mine: { program, inputs: [ones] } });
    const [mask] = valuesOf(runEagerly(program, [ones]));
    expect(new Set(mask)).toEqual(new Set([0, 2]));
    for (let i = 0; i < 2; i++) expect(valuesOf(compiled.functions.mine([ones]))).toEqual([mask]);
    compiled.dispose();
  });

  test('a tensor made outside, used by an op before or not', () => {
    const computed = tf.add(tf.scalar(1), 1);
    expect(compiling(outputs((input) => tf.mul(input, computed)))).toThrow(before('Mul of a tensor'));
    const given = tf.tensor1d([1, 2, 3, 4]);
    expect(compiling(outputs((input) => tf.mul(input, given)))).toThrow(before('a tensor [4]'));
  });

  test('a variable that was not given', () => {
    const [w, b] = [tf.variable(tf.ones([4])), tf.variable(tf.ones([4]))];
    const program = outputs((input) => tf.add(tf.mul(w, input), b));
    expect(compiling(program, [w])).toThrow(
      `mine: expected only variables that were given, found ${b.name}, which was not. Add it to the variables.`,
    );
    expect(compiling(program, [w, b])).not.toThrow();
  });

  test('an update of a variable that was not given', () => {
    const w = tf.variable(tf.ones([4]), true, 'unnamed');
    const update: Program = ([input]) => ({
      outputs: [tf.sum(input)],
      updates: [{ kind: 'assign', variable: w, value: tf.add(input, 1) }],
    });
    expect(compiling(update)).toThrow('mine: expected only variables that were given, found unnamed, which was not.');
  });

  test('an output that it does not compute', () => {
    const outside = tf.add(x, 1);
    expect(compiling(outputs(() => outside))).toThrow(
      'mine: expected outputs and updates that the program computes, found a tensor made before tracing. Make it inside the program.',
    );
  });

  test('the slots that an optimizer of TensorFlow.js makes during the trace', () => {
    const w = tf.variable(tf.ones([4]), true, 'optimized');
    const minimize = outputs(
      (input) => tf.train.adagrad(0.1).minimize(() => tf.sum(tf.square(tf.mul(w, input))), true, [w]) as tf.Scalar,
    );
    expect(compiling(minimize, [w])).toThrow(
      /^mine: expected only variables that were given, found \d+, which was not/,
    );
    expect(w.dataSync()).toEqual(new Float32Array(4).fill(1));
  });

  test('another shape', () => {
    const compiled = compile([], { mine: { program: outputs((input) => tf.mul(input, 2)), inputs: [x] } });
    expect(() => compiled.functions.mine([tf.ones([5])])).toThrow(
      'mine: expected inputs float32[4], found float32[5]. Compile a program for each shape: a graph has the shapes that ' +
        'it was traced with.',
    );
    expect(() => compiled.functions.mine([tf.ones([4], 'int32')])).toThrow('found int32[4]');
    expect(() => compiled.functions.mine([])).toThrow('found nothing');
    compiled.dispose();
  });

  test('a constant of strings', () => {
    expect(compiling(outputs(() => tf.scalar('a', 'string')))).toThrow('found a constant of strings');
  });

  test('an update of another shape or dtype, by the name of the op', () => {
    const w = tf.variable(tf.ones([2]));
    const update =
      (value: () => tf.Tensor): Program =>
      () => ({ outputs: [tf.sum(w)], updates: [{ kind: 'assign', variable: w, value: value() }] });
    expect(
      compiling(
        update(() => tf.ones([3])),
        [w],
      ),
    ).toThrow(/AssignVariableOp.*\[2\]|\[2\].*AssignVariableOp/s);
    expect(
      compiling(
        update(() => tf.ones([2], 'int32')),
        [w],
      ),
    ).toThrow(/AssignVariableOp.*int32/s);
  });

  test('and restores TensorFlow.js', () => {
    expect(compiling(outputs((input) => tf.dropout(input, 0.5)))).toThrow('random number');
    const w = tf.variable(tf.zeros([4]));
    w.assign(tf.randomUniform([4], 1, 2));
    expect(Math.min(...tf.add(w, x).dataSync())).toBeGreaterThanOrEqual(2);
  });
});

describe('ops for which tfjs-node omits the dtype', () => {
  test.each(['float32', 'int32', 'bool'] as const)('tf.expandDims of %s', (dtype) => {
    const x = tf.tensor1d([1, 0, 1], dtype);
    const program: Program = ([input]) => ({ outputs: [tf.expandDims(input, 1), tf.stack([input, input])] });
    const compiled = compile([], { expand: { program, inputs: [x] } });
    const [column, stacked] = compiled.functions.expand([x]);
    expect([column.shape, column.dtype]).toEqual([[3, 1], dtype]);
    expect(valuesOf([column, stacked])).toEqual([
      [1, 0, 1],
      [1, 0, 1, 1, 0, 1],
    ]);
    compiled.dispose();
  });

  test('logical ops', () => {
    const [a, b] = [tf.tensor1d([1, 1, 0, 0], 'bool'), tf.tensor1d([1, 0, 1, 0], 'bool')];
    const program: Program = ([p, q]) => ({
      outputs: [tf.logicalAnd(p, q), tf.logicalOr(p, q), tf.logicalNot(p), tf.logicalXor(p, q)],
    });
    const compiled = compile([], { logic: { program, inputs: [a, b] } });
    expect(valuesOf(compiled.functions.logic([a, b]))).toEqual([
      [1, 0, 0, 0],
      [1, 1, 1, 0],
      [0, 0, 1, 1],
      [0, 1, 1, 0],
    ]);
    compiled.dispose();
  });
});
