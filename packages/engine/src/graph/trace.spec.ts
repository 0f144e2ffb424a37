import { valuesOf } from '../testing/tensors';
import { tf } from '@reprise/runtime';
import { compile } from './compile';
import { runEagerly } from '../testing/run-eagerly';
import type { Program } from './program';

beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

/** Runs a program three times, op by op and compiled, each on its own variables, and compares. */
function expectSame(
  make: () => { variables: tf.Variable[]; program: Program; constants?: tf.Tensor[] },
  inputs: tf.Tensor[],
): void {
  const eager = make();
  const expected = [0, 1, 2].map(() => valuesOf(runEagerly(eager.program, inputs)));
  const { variables, program, constants } = make();
  const compiled = compile(variables, { run: { program, inputs } }, constants);
  expect([0, 1, 2].map(() => valuesOf(compiled.functions.run(inputs)))).toEqual(expected);
  compiled.pull();
  expect(valuesOf(variables)).toEqual(valuesOf(eager.variables));
  compiled.dispose();
}

describe('tensors that share data', () => {
  const x = tf.tensor1d([1, 2]);

  test('two variables of one tensor stay two variables', () =>
    expectSame(() => {
      const zero = tf.zeros([2]);
      const [a, b] = [tf.variable(zero, false), tf.variable(zero, false)];
      return {
        variables: [a, b],
        program: ([input]) => ({
          outputs: [tf.sub(a, b)],
          updates: [{ kind: 'assign', variable: a, value: tf.add(a, input) }],
        }),
      };
    }, [x]));

  test('a variable and its earlier clone are a variable and a constant (as in L2-SP)', () =>
    expectSame(() => {
      const w = tf.variable(tf.tensor1d([3, 4]), false);
      const start = w.clone();
      return {
        variables: [w],
        constants: [start],
        program: ([input]) => ({
          outputs: [tf.sum(tf.square(tf.sub(w, start)))],
          updates: [{ kind: 'assign', variable: w, value: tf.sub(w, input) }],
        }),
      };
    }, [x]));

  test('a copy of the weights does not change when these are trained (a target network of deep Q-learning)', () =>
    expectSame(() => {
      const layer = (): tf.LayersModel =>
        tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones' })] });
      const [online, target] = [layer(), layer()];
      target.setWeights(online.getWeights());
      const weights = [online, target].map((model) => model.weights.map((weight) => weight.read() as tf.Variable));
      return {
        variables: weights.flat(),
        program: ([input]) => {
          const state = tf.reshape(input, [1, 2]);
          const difference = tf.sub(online.apply(state) as tf.Tensor, target.apply(state) as tf.Tensor);
          return {
            outputs: [tf.add(difference, 1)],
            updates: weights[0].map((variable) => ({ kind: 'assign', variable, value: tf.add(variable, 0.5) })),
          };
        },
      };
    }, [x]));

  test('an input may be passed twice, be a clone, or be a variable', () =>
    expectSame(() => {
      const w = tf.variable(tf.tensor1d([5, 6]), false);
      return {
        variables: [w],
        program: ([a, b, c, d]) => ({
          outputs: [tf.addN([a, b, c, d, w])],
          updates: [{ kind: 'assign', variable: w, value: tf.add(w, a) }],
        }),
      };
    }, [x, x, x.clone(), tf.variable(x, false)]));

  test('rejects an unlisted tensor that shares data with a variable', () => {
    const w = tf.variable(tf.zeros([2]), false);
    const before = w.clone();
    const program: Program = () => ({ outputs: [tf.add(w, before)] });
    expect(() => compile([w], { run: { program, inputs: [] } })).toThrow('of a tensor that was made before tracing');
  });
});

describe('a variable that the program assigns', () => {
  test('has the new value from then on, in the step and after it', () =>
    expectSame(() => {
      const w = tf.variable(tf.scalar(1), false);
      return {
        variables: [w],
        program: ([input]) => {
          const before = tf.mul(w, input);
          w.assign(tf.add(w, 1));
          w.assign(tf.mul(w, 2));
          return { outputs: [before, tf.mul(w, input), w] };
        },
      };
    }, [tf.scalar(3)]));

  test('is not changed by tracing', () => {
    const w = tf.variable(tf.scalar(3), false);
    const program: Program = () => {
      w.assign(tf.scalar(4));
      return { outputs: [w] };
    };
    const tensors = tf.memory().numTensors;
    const compiled = compile([w], { run: { program, inputs: [] } });
    expect(w.dataSync()[0]).toBe(3);
    expect(tf.memory().numTensors).toBe(tensors);
    compiled.dispose();
  });

  test('may be the moving average of a batch normalization', () =>
    expectSame(() => {
      const layer = tf.layers.batchNormalization({ momentum: 0.5 });
      layer.build([2, 2]);
      return {
        variables: layer.weights.map((weight) => weight.read() as tf.Variable),
        program: ([input]) => ({ outputs: [layer.apply(input, { training: true }) as tf.Tensor] }),
      };
    }, [tf.tensor2d([1, 2, 4, 8], [2, 2])]));

  test('may be a slot of an optimizer of TensorFlow.js', () =>
    expectSame(() => {
      const w = tf.variable(tf.ones([2]));
      const optimizer = tf.train.adam(0.1);
      // It creates its slots at its first step.
      optimizer.minimize(() => tf.sum(tf.square(w)), false, [w]);
      const state = Object.values(tf.engine().registeredVariables).filter(({ name }) => Number(name) > Number(w.name));
      return {
        variables: [w, ...state],
        program: ([input]) => ({
          outputs: [optimizer.minimize(() => tf.sum(tf.square(tf.mul(w, input))), true, [w]) as tf.Tensor],
        }),
      };
    }, [tf.tensor1d([1, 2])]));
});

test.each(['int32', 'bool'] as const)('the mean of %s', (dtype) =>
  expectSame(
    () => ({ variables: [], program: ([input]) => ({ outputs: [tf.mean(input), tf.mean(input, 0)] }) }),
    [tf.tensor1d([1, 0, 1, 1], dtype)],
  ),
);

test('tf.gather, for which tfjs-node reads the indices back', () => {
  const program: Program = ([table, indices]) => ({
    outputs: [tf.gather(table, indices, 1), tf.grad((of) => tf.sum(tf.square(tf.gather(of, indices, 1))))(table)],
  });
  const table = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
  expectSame(() => ({ variables: [], program }), [table, tf.tensor1d([2, 0, 2], 'int32')]);
  const compiled = compile([], { run: { program, inputs: [table, tf.tensor1d([0], 'int32')] } });
  expect(() => compiled.functions.run([table, tf.tensor1d([3], 'int32')])).toThrow('indices[0] = 3 is not in [0, 3)');
  compiled.dispose();
});

// TensorFlow 2.21's graph optimizer takes max(x, a x) for a leaky relu, even for a > 1.
test('the maximum of a tensor and a multiple of it', () => {
  const program: Program = ([x]) => ({ outputs: [tf.maximum(tf.add(x, x), x), tf.maximum(x, tf.mul(x, 3))] });
  expectSame(() => ({ variables: [], program }), [tf.tensor1d([0.5, -0.75, 0, 2])]);
});

describe('what TensorFlow 2.21 computes wrongly in a graph', () => {
  const x = tf.tensor2d([
    [1, -2, 3, 0],
    [4, 5, -6, 1],
  ]);
  const halves = (f: (half: tf.Tensor) => tf.Tensor) => (given: tf.Tensor) => tf.concat(tf.split(given, 2, 0).map(f));
  const image = (half: tf.Tensor): tf.Tensor4D => tf.reshape(half, [1, 2, 2, 1]);
  test.each<[string, (given: tf.Tensor) => tf.Tensor]>([
    ['max of relu', halves((half) => tf.max(tf.relu(half), 1))],
    ['min of tanh', halves((half) => tf.min(tf.tanh(half), 1))],
    ['max of relu of tanh', halves((half) => tf.max(tf.relu(tf.tanh(half)), 1))],
    ['argMax of sigmoid', halves((half) => tf.argMax(tf.sigmoid(half), 1))],
    ['maxPool of relu', halves((half) => tf.maxPool(image(tf.relu(half)), 2, 2, 'valid'))],
    ['maxPool of relu of an image', halves((half) => tf.maxPool(tf.relu(image(half)) as tf.Tensor4D, 2, 2, 'valid'))],
    ['max of relu, unstacked', (given) => tf.stack(tf.unstack(given).map((row) => tf.max(tf.relu(row))))],
  ])('%s of the second part of a tensor', (_, f) => {
    const compiled = compile([], { f: { program: ([given]) => ({ outputs: [f(given)] }), inputs: [x] } });
    const [found] = compiled.functions.f([x]);
    expect(found.dataSync()).toEqual(f(x).dataSync());
    compiled.dispose();
  });
});
