import { tf } from '../tensorflow/tf';
import { compile } from './compile';
import type { Program } from './program';
import { runEagerly } from './program';

const values = (tensors: tf.Tensor[]): number[][] => tensors.map((tensor) => Array.from(tensor.dataSync()));

/** x ↦ x·w + 1, and w ↦ w + x. */
const step =
  (w: tf.Variable): Program =>
  ([x]) => ({
    outputs: [tf.add(tf.mul(x, w), 1)],
    updates: [{ kind: 'assign', variable: w, value: tf.add(w, x) }],
  });

describe('compile', () => {
  test('runs a program and its updates as the eager form does', () => {
    const inGraph = tf.variable(tf.scalar(2), false);
    const eager = tf.variable(tf.scalar(2), false);
    const x = tf.scalar(3);
    const compiled = compile([inGraph], { step: { program: step(inGraph), inputs: [x] } });
    // 3·2 + 1, then w = 5: 3·5 + 1
    for (const expected of [7, 16]) {
      expect(values(compiled.run('step', [x]))).toEqual([[expected]]);
      expect(values(runEagerly(step(eager), [x]))).toEqual([[expected]]);
    }
    expect(inGraph.dataSync()[0]).toBe(2);
    compiled.pull();
    expect(inGraph.dataSync()[0]).toBe(8);
    expect(eager.dataSync()[0]).toBe(8);
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
    compiled.run('two', [two]);
    expect(values(compiled.run('one', [one]))).toEqual([[3, 3]]);
    expect(values(compiled.run('two', [two]))).toEqual([[4, 4]]);
    compiled.dispose();
  });

  test('push takes changed variables into the graph', () => {
    const w = tf.variable(tf.scalar(1), false);
    const compiled = compile([w], { read: { program: () => ({ outputs: [tf.mul(w, 10)] }), inputs: [] } });
    w.assign(tf.scalar(4));
    expect(values(compiled.run('read', []))).toEqual([[10]]);
    compiled.push();
    expect(values(compiled.run('read', []))).toEqual([[40]]);
    compiled.dispose();
  });

  test('all of a step sees the values from before its updates', () => {
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
      expect(values(compiled.run('swap', []))).toEqual([expected]);
    compiled.dispose();
  });

  test('refuses inputs of another shape', () => {
    const compiled = compile([], { same: { program: ([x]) => ({ outputs: [tf.mul(x, 1)] }), inputs: [tf.ones([2])] } });
    expect(() => compiled.run('same', [tf.ones([3])])).toThrow(
      'same: expected inputs float32[2], found float32[3]. Compile a program for each shape',
    );
    compiled.dispose();
  });

  test('refuses a value that is read back while tracing, and leaves the backend whole', () => {
    const program: Program = ([x]) => ({ outputs: [tf.mul(x, x.dataSync()[0])] });
    const x = tf.add(tf.scalar(1), 1);
    expect(() => compile([], { bad: { program, inputs: [x] } })).toThrow('a value read back');
    expect(x.dataSync()[0]).toBe(2);
  });

  test('refuses a tensor that is neither variable nor input', () => {
    const outside = tf.add(tf.scalar(1), 1);
    const program: Program = ([x]) => ({ outputs: [tf.mul(x, outside)] });
    expect(() => compile([], { bad: { program, inputs: [tf.scalar(1)] } })).toThrow('made before tracing');
  });

  test('keeps no tensor beyond what it returns', () => {
    const w = tf.variable(tf.scalar(0), false);
    const x = tf.scalar(1);
    const before = tf.memory().numTensors;
    const compiled = compile([w], { step: { program: step(w), inputs: [x] } });
    for (let i = 0; i < 100; i++) tf.dispose(compiled.run('step', [x]));
    compiled.pull();
    compiled.dispose();
    expect(tf.memory().numTensors).toBe(before);
    expect(w.dataSync()[0]).toBe(100);
  });
});
