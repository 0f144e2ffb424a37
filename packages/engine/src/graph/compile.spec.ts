import { tf } from '@reprise/runtime';
import { DTYPE } from './graph-def';
import { compile } from './compile';
import type { Program } from './program';
import { runEagerly } from '../testing/run-eagerly';

const values = (tensors: tf.Tensor[]): number[][] => tensors.map((tensor) => Array.from(tensor.dataSync()));

/** x ↦ x·w + 1, and w ↦ w + x. */
const step =
  (w: tf.Variable): Program =>
  ([x]) => ({ outputs: [tf.add(tf.mul(x, w), 1)], updates: [{ kind: 'assign', variable: w, value: tf.add(w, x) }] });

describe('compile', () => {
  test('runs a program and its updates as `runEagerly` does', () => {
    const inGraph = tf.variable(tf.scalar(2), false);
    const eager = tf.variable(tf.scalar(2), false);
    const x = tf.scalar(3);
    const compiled = compile([inGraph], { step: { program: step(inGraph), inputs: [x] } });
    // 3·2 + 1, then w = 5: 3·5 + 1
    for (const expected of [7, 16]) {
      expect(values(compiled.functions.step([x]))).toEqual([[expected]]);
      expect(values(runEagerly(step(eager), [x]))).toEqual([[expected]]);
    }
    expect(inGraph.dataSync()[0]).toBe(2);
    compiled.pull();
    expect(inGraph.dataSync()[0]).toBe(8);
    expect(eager.dataSync()[0]).toBe(8);
    compiled.dispose();
  });

  test('async calls give identical results, in the order of the calls', async () => {
    const [one, other] = [tf.variable(tf.scalar(2), false), tf.variable(tf.scalar(2), false)];
    const inputs = [0.1, 0.7, -1.3, 2.9].map((value) => tf.scalar(value));
    const [x] = inputs;
    const compiled = compile([one], { step: { program: step(one), inputs: [x] } });
    const expected = compile([other], { step: { program: step(other), inputs: [x] } });
    const losses = inputs.map((input) => values(expected.functions.step([input])));
    const before = tf.memory().numTensors;
    const running = inputs.map((input) => {
      const copy = tf.add(input, 0);
      const run = compiled.functions.step.async([copy]);
      copy.dispose();
      return run;
    });
    const results = await Promise.all(running);
    expect(results.map(values)).toEqual(losses);
    tf.dispose(results);
    expect(tf.memory().numTensors).toBe(before);
    for (const each of [compiled, expected]) each.pull();
    expect(one.dataSync()).toEqual(other.dataSync());
    for (const each of [compiled, expected]) each.dispose();
  });

  test('rejects changes of variables during an async call, and works after a failed call', async () => {
    const w = tf.variable(tf.scalar(2), false);
    const x = tf.scalar(3);
    const compiled = compile([w], { step: { program: step(w), inputs: [x] } });
    const running = compiled.functions.step.async([x]);
    const message =
      'compile: expected no async call in progress, found 1. Await them first: they change the variables.';
    const changes = [
      () => compiled.functions.step([x]),
      ...(['push', 'pull', 'dispose'] as const).map((name) => compiled[name]),
    ];
    for (const change of changes) expect(change).toThrow(message);
    tf.dispose(await running);
    expect(() => compiled.functions.step.async([tf.ones([2])])).toThrow('step: expected inputs float32[]');
    expect(values(await compiled.functions.step.async([x]))).toEqual([[16]]);
    compiled.dispose();
    await expect(compiled.functions.step.async([x])).rejects.toThrow('The session is closed');
    await expect(compiled.functions.step.async([x])).rejects.toThrow('The session is closed');
  });

  test('an output that is an input or a variable is a copy, with the value from before the updates', () => {
    const w = tf.variable(tf.scalar(2), false);
    const x = tf.scalar(3);
    const program: Program = ([given]) => ({ ...step(w)([given]), outputs: [given, w] });
    const compiled = compile([w], { step: { program, inputs: [x] } });
    for (const run of [() => compiled.functions.step([x]), () => runEagerly(program, [x])]) {
      const outputs = run();
      expect(values(outputs)).toEqual([[3], [2]]);
      tf.dispose(outputs);
      expect(x.isDisposed || w.isDisposed).toBe(false);
    }
    expect(w.dataSync()[0]).toBe(5);
    compiled.dispose();
  });

  test('programs of different shapes share the variables', () => {
    const w = tf.variable(tf.tensor1d([1, 1]), false);
    const add: Program = ([x]) => ({
      outputs: [w.clone()],
      updates: [{ kind: 'assign', variable: w, value: tf.add(w, tf.sum(x, 0)) }],
    });
    const [two, one] = [tf.ones([2, 2]), tf.ones([1, 2])];
    const compiled = compile([w], { two: { program: add, inputs: [two] }, one: { program: add, inputs: [one] } });
    compiled.functions.two([two]);
    expect(values(compiled.functions.one([one]))).toEqual([[3, 3]]);
    expect(values(compiled.functions.two([two]))).toEqual([[4, 4]]);
    compiled.dispose();
  });

  test('push copies changed variables into the graph', () => {
    const w = tf.variable(tf.scalar(1), false);
    const compiled = compile([w], { read: { program: () => ({ outputs: [tf.mul(w, 10)] }), inputs: [] } });
    w.assign(tf.scalar(4));
    expect(values(compiled.functions.read([]))).toEqual([[10]]);
    compiled.push();
    expect(values(compiled.functions.read([]))).toEqual([[40]]);
    compiled.dispose();
  });

  test('all of a step reads the values from before its updates', () => {
    const a = tf.variable(tf.scalar(1), false);
    const b = tf.variable(tf.scalar(10), false);
    const swap: Program = () => ({
      outputs: [tf.stack([a, b])],
      updates: [
        { kind: 'assign', variable: a, value: tf.add(b, 0) },
        { kind: 'assign', variable: b, value: tf.add(a, 0) },
      ],
    });
    const compiled = compile([a, b], { swap: { program: swap, inputs: [] } });
    for (const expected of [
      [1, 10],
      [10, 1],
      [1, 10],
    ])
      expect(values(compiled.functions.swap([]))).toEqual([expected]);
    compiled.dispose();
  });

  test('rejects inputs of another shape', () => {
    const compiled = compile([], { same: { program: ([x]) => ({ outputs: [tf.mul(x, 1)] }), inputs: [tf.ones([2])] } });
    expect(() => compiled.functions.same([tf.ones([3])])).toThrow(
      'same: expected inputs float32[2], found float32[3]. Compile a program for each shape',
    );
    compiled.dispose();
  });

  test('rejects a value read back while tracing, and restores the backend', () => {
    const program: Program = ([x]) => ({ outputs: [tf.mul(x, x.dataSync()[0])] });
    const x = tf.add(tf.scalar(1), 1);
    expect(() => compile([], { bad: { program, inputs: [x] } })).toThrow('a value read back');
    expect(x.dataSync()[0]).toBe(2);
  });

  test('rejects a tensor that is neither variable nor input', () => {
    const outside = tf.add(tf.scalar(1), 1);
    const program: Program = ([x]) => ({ outputs: [tf.mul(x, outside)] });
    expect(() => compile([], { bad: { program, inputs: [tf.scalar(1)] } })).toThrow('made before tracing');
  });

  test('keeps no tensor beyond what it returns', () => {
    const w = tf.variable(tf.scalar(0), false);
    const x = tf.scalar(1);
    const before = tf.memory().numTensors;
    const compiled = compile([w], { step: { program: step(w), inputs: [x] } });
    for (let i = 0; i < 100; i++) tf.dispose(compiled.functions.step([x]));
    compiled.pull();
    compiled.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(w.dataSync()[0]).toBe(100);
  });

  describe('`repeat`', () => {
    /** Outputs the total and x - y, and updates total ↦ 2 · total + x. */
    const add =
      (total: tf.Variable): Program =>
      ([x, y]) => ({
        outputs: [tf.mul(total, 1), tf.sub(x, y)],
        updates: [{ kind: 'assign', variable: total, value: tf.add(tf.mul(total, 2), x) }],
      });
    const scalars = (...list: number[]): tf.Tensor[] => list.map((value) => tf.scalar(value));
    const example = scalars(0, 0);

    test('each run reads the variables of the one before, takes its own inputs and gives its own outputs', () => {
      const total = tf.variable(tf.scalar(1), false);
      const compiled = compile([total], { add: { program: add(total), inputs: example, repeat: 3 } });
      // total: 1, 2·1 + 10 = 12, 2·12 + 20 = 44, then 2·44 + 30 = 118
      const expected = [[1], [10 - 1], [12], [20 - 2], [44], [30 - 3]];
      expect(values(compiled.functions.add(scalars(10, 1, 20, 2, 30, 3)))).toEqual(expected);
      compiled.pull();
      expect(total.dataSync()[0]).toBe(118);
      // The next call continues from there.
      expect(values(compiled.functions.add(scalars(0, 0, 0, 0, 0, 0)))[0]).toEqual([118]);
      compiled.dispose();
    });

    test('rejects inputs of fewer runs', () => {
      const total = tf.variable(tf.scalar(1), false);
      const compiled = compile([total], { add: { program: add(total), inputs: example, repeat: 2 } });
      expect(() => compiled.functions.add(example)).toThrow(
        'add: expected inputs float32[], float32[], float32[], float32[], found float32[], float32[]. Compile',
      );
      compiled.dispose();
    });

    test('is identical to single calls, with ops that update in place', () => {
      const run = (repeat: number): { losses: number[][]; weights: number[][] } => {
        const w = tf.variable(tf.tensor1d([1, -2, 3]), true);
        const v = tf.variable(tf.zeros([3]), false);
        const step: Program = ([x]) => {
          const { value, grads } = tf.variableGrads(() => tf.sum(tf.square(tf.mul(w, x))) as tf.Scalar, [w]);
          const inputs = [tf.scalar(0.1), grads[w.name], tf.scalar(0.9)];
          const attrs = { T: { dtype: DTYPE.float32 }, use_locking: { flag: false }, use_nesterov: { flag: false } };
          return {
            outputs: [value],
            updates: [{ kind: 'apply', op: 'ResourceApplyMomentum', resources: [w, v], inputs, attrs }],
          };
        };
        const variables = [w, v];
        const inputs = Array.from({ length: 6 }, (_, i) => tf.tensor1d([0.1 * i, 1, -0.3 * i]));
        const compiled = compile(variables, { step: { program: step, inputs: [inputs[0]], repeat } });
        const losses: number[][] = [];
        for (let at = 0; at < inputs.length; at += repeat)
          losses.push(...values(compiled.functions.step(inputs.slice(at, at + repeat))));
        compiled.pull();
        compiled.dispose();
        return { losses, weights: values(variables) };
      };
      const single = run(1);
      expect(new Set(single.losses.flat()).size).toBe(6);
      expect(run(3)).toEqual(single);
      expect(run(6)).toEqual(single);
    });

    test('shares variables with programs without `repeat`', () => {
      const total = tf.variable(tf.scalar(0), false);
      const compiled = compile([total], {
        twice: { program: add(total), inputs: example, repeat: 2 },
        once: { program: add(total), inputs: example },
      });
      tf.dispose(compiled.functions.twice(scalars(1, 0, 1, 0)));
      // 2 · 1 + 1, then 2 · 3 + 5
      expect(values(compiled.functions.once(scalars(5, 0)))[0]).toEqual([3]);
      expect(values(compiled.functions.twice(scalars(0, 0, 0, 0)))[0]).toEqual([11]);
      compiled.dispose();
    });
  });

  describe('constants', () => {
    test('stay in the graph when their tensors are disposed', () => {
      const table = tf.tensor2d([
        [1, 2],
        [3, 4],
      ]);
      const look: Program = ([x]) => ({ outputs: [tf.matMul(x as tf.Tensor2D, table)] });
      const compiled = compile([], { look: { program: look, inputs: [tf.ones([1, 2])] } }, [table]);
      table.dispose();
      expect(values(compiled.functions.look([tf.tensor2d([[10, 1]])]))).toEqual([[13, 24]]);
      compiled.dispose();
    });

    test('are neither pushed nor pulled', () => {
      const w = tf.variable(tf.scalar(1), false);
      const constant = tf.variable(tf.scalar(5), false);
      const product: Program = () => ({
        outputs: [tf.mul(w, constant)],
        updates: [{ kind: 'assign', variable: w, value: tf.add(w, 1) }],
      });
      const compiled = compile([w], { product: { program: product, inputs: [] } }, [constant]);
      constant.assign(tf.scalar(7));
      compiled.push();
      expect(values(compiled.functions.product([]))).toEqual([[5]]);
      compiled.pull();
      expect(values([w, constant])).toEqual([[2], [7]]);
      compiled.dispose();
    });

    test('of other dtypes than float32', () => {
      const [rows, flags] = [tf.tensor1d([3, 4], 'int32'), tf.tensor1d([1, 0], 'bool')];
      const both: Program = ([x]) => ({ outputs: [tf.add(rows, x), tf.logicalNot(flags)] });
      const inputs = [tf.scalar(1, 'int32')];
      const compiled = compile([], { both: { program: both, inputs } }, [rows, flags]);
      expect(values(compiled.functions.both(inputs))).toEqual([
        [4, 5],
        [0, 1],
      ]);
      compiled.dispose();
    });

    test('cannot be updated', () => {
      const constant = tf.variable(tf.scalar(5), false, 'fixed');
      const update: Program = () => ({
        outputs: [tf.add(constant, 1)],
        updates: [{ kind: 'assign', variable: constant, value: tf.add(constant, 1) }],
      });
      expect(() => compile([], { update: { program: update, inputs: [] } }, [constant])).toThrow(
        'update: expected updates of variables, found an update of the constant fixed. Add it to the variables.',
      );
    });
  });

  test.each<[string, () => void, string]>([
    [
      'two updates of one variable',
      () => {
        const w = tf.variable(tf.scalar(1), false, 'counter');
        const add = (n: number) => ({ kind: 'assign', variable: w, value: tf.add(w, n) }) as const;
        compile([w], {
          twice: { program: () => ({ outputs: [tf.add(w, 0)], updates: [add(1), add(10)] }), inputs: [] },
        });
      },
      'twice: expected at most one update of a variable, found two of counter',
    ],
    [
      'no outputs',
      () => {
        const w = tf.variable(tf.scalar(1), false);
        const program: Program = () => ({
          outputs: [],
          updates: [{ kind: 'assign', variable: w, value: tf.add(w, 1) }],
        });
        compile([w], { silent: { program, inputs: [] } });
      },
      'silent: expected a program with outputs, found none',
    ],
    [
      'a `repeat` of 0',
      () => {
        compile([], { never: { program: () => ({ outputs: [tf.scalar(1)] }), inputs: [], repeat: 0 } });
      },
      'never: expected an integer of at least 1 as `repeat`, found 0',
    ],
  ])('rejects %s', (_, work, message) => expect(work).toThrow(message));
});
