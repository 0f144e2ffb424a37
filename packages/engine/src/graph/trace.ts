import { Problem } from '@reprise/base';
import { backend, type Binding, tf, type TFEOpAttr } from '@reprise/runtime';
import type { Attr, GraphDef } from './graph-def';

/** Node outputs (`node` or `node:1`) by the id that a tensor has in the native binding. */
export type Refs = Map<number, string>;

export const tensorId = (tensor: tf.Tensor): number => backend().getInputTensorIds([tensor])[0];

const cannotTrace = (found: string, todo: string): Problem =>
  new Problem({ where: 'the traced function', expected: 'tensor operations alone', found, todo });

/**
 * Ops that tfjs-node 4.22 runs without naming their type T: eagerly TensorFlow infers it, a graph wants it said. All have
 * an output of that type.
 */
const UNTYPED = ['ExpandDims'];

/** Puts `value` in the place of a property. @returns what puts the property back */
function standIn<T extends object, K extends keyof T>(target: T, name: K, value: T[K]): () => void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
  return () => void (own ? Object.defineProperty(target, name, own) : delete target[name]);
}

/**
 * Runs `work` once, eagerly, and adds to `graph` a node for each op that TensorFlow.js executes meanwhile. It does so by
 * standing in for the native binding, through which every op passes.
 *
 * @param refs where tensors that exist already stand in the graph: variables and inputs
 * @param read takes the result of `work` before its tensors are disposed
 * @throws Problem when something would be frozen into the graph: a value that is read back to JavaScript, a random number
 *   drawn there, a tensor from outside that is neither variable nor input; or when a variable is assigned
 */
export function trace<T, R>(graph: GraphDef, refs: Refs, work: () => T, read: (result: T) => R): R {
  const host = backend();
  const real = host.binding;
  const madeBefore = (found: string): Problem =>
    cannotTrace(
      `${found} that was made before tracing`,
      'Name it among the variables or the inputs, or make it inside the function.',
    );
  /** Values from which tensors are made meanwhile. Any tensor keeps them in JavaScript until an op first needs it. */
  const fresh = new WeakSet<object>();
  let working = true;
  const recorder: Partial<Binding> = {
    createTensor(shape, dtype, values) {
      const old = !fresh.has(values as object);
      if (old && working) throw madeBefore(`a tensor [${shape}]`);
      const id = real.createTensor(shape, dtype, values);
      // It stands nowhere in the graph, and `read` says what it was to be.
      if (old) return id;
      if (!ArrayBuffer.isView(values)) throw cannotTrace('a constant of strings', 'Keep strings out of it.');
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      refs.set(id, graph.constant(dtype, [...shape], Uint8Array.from(bytes)));
      return id;
    },
    executeOp(op, attrs, inputs, outputs) {
      const results = real.executeOp(op, attrs, inputs, outputs);
      const from = inputs.map((id) => {
        const ref = refs.get(id);
        if (ref === undefined) throw madeBefore(`${op} of a tensor`);
        return ref;
      });
      const named = Object.fromEntries(attrs.map((attr: TFEOpAttr) => [attr.name, attr]));
      const inferred: Record<string, Attr> = UNTYPED.includes(op) ? { T: { dtype: results[0].dtype } } : {};
      const name = graph.add(op, from, { ...inferred, ...named });
      results.forEach(({ id }, output) => refs.set(id, output === 0 ? name : `${name}:${output}`));
      return results;
    },
    tensorDataSync() {
      throw cannotTrace(
        'a value read back (dataSync, arraySync, print, or an op such as tf.gather that reads inside)',
        'Return it as an output instead, or use the op that does not read.',
      );
    },
  };
  // A proxy of the binding itself may not answer for its read-only properties; one of an empty object may.
  const binding = new Proxy({} as typeof real, {
    get(_, property) {
      if (property in recorder) return recorder[property as keyof Binding];
      const value = real[property as keyof Binding] as unknown;
      return typeof value === 'function' ? value.bind(real) : value;
    },
  });
  const memory = tf.backend();
  const write = memory.write.bind(memory);
  const restore = [
    standIn(host, 'binding', binding),
    standIn(memory, 'write', (values, shape, dtype) => {
      if (values) fresh.add(values);
      return write(values, shape, dtype);
    }),
    standIn(Math, 'random', () => {
      throw cannotTrace(
        'a random number drawn in JavaScript (tf.dropout, tf.randomUniform, or a layer that is built only now)',
        "Take it as an input, use engine's `dropout` in a trainer, and build layers before.",
      );
    }),
    standIn(tf.Variable.prototype, 'assign', function (this: tf.Variable) {
      throw cannotTrace(
        `an assignment of ${this.name} (an optimizer of TensorFlow.js, or batch normalization in training, does it)`,
        'Return it among the updates instead.',
      );
    }),
  ];
  const engine = tf.engine();
  engine.startScope('trace');
  try {
    const result = work();
    working = false;
    return read(result);
  } finally {
    for (const back of restore) back();
    engine.endScope();
  }
}
