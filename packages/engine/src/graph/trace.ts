import { Problem } from '@reprise/data';
import { backend, type TFEOpAttr, type TFJSBinding } from '../tensorflow/backend';
import { tf } from '../tensorflow/tf';
import type { GraphDef } from './graph-def';

/** Node outputs (`node` or `node:1`) by the id that a tensor has in the native binding. */
export type Refs = Map<number, string>;

export const tensorId = (tensor: tf.Tensor): number => backend().getInputTensorIds([tensor])[0];

const cannotTrace = (found: string, todo: string): Problem =>
  new Problem({ where: 'the traced function', expected: 'tensor operations alone', found, todo });

/**
 * Runs `work` once, eagerly, and adds to `graph` a node for each op that TensorFlow.js executes meanwhile. It does so by
 * standing in for the native binding, through which every op passes.
 *
 * @param refs where tensors that exist already stand in the graph: variables and inputs
 * @param read takes the result of `work` before its tensors are disposed
 * @throws Problem when a value is read back to JavaScript, which would freeze it into the graph, or when a tensor comes
 *   from outside that is neither variable nor input
 */
export function trace<T, R>(graph: GraphDef, refs: Refs, work: () => T, read: (result: T) => R): R {
  const host = backend();
  const real = host.binding;
  const recorder: Partial<TFJSBinding> = {
    createTensor(shape, dtype, values) {
      const id = real.createTensor(shape, dtype, values);
      if (!ArrayBuffer.isView(values)) throw cannotTrace('a constant of strings', 'Keep strings out of it.');
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      refs.set(id, graph.constant(dtype, [...shape], Uint8Array.from(bytes)));
      return id;
    },
    executeOp(op, attrs, inputs, outputs) {
      const results = real.executeOp(op, attrs, inputs, outputs);
      const from = inputs.map((id) => {
        const ref = refs.get(id);
        if (ref === undefined)
          throw cannotTrace(
            `${op} of a tensor that was made before tracing`,
            'Name it among the variables or the inputs, or make it inside the function.',
          );
        return ref;
      });
      const name = graph.add(op, from, Object.fromEntries(attrs.map((attr: TFEOpAttr) => [attr.name, attr])));
      results.forEach(({ id }, output) => refs.set(id, output === 0 ? name : `${name}:${output}`));
      return results;
    },
    tensorDataSync() {
      throw cannotTrace(
        'a value read back (dataSync, arraySync, print, or an op such as tf.gather or tf.dropout that reads inside)',
        'Return it as an output instead, or use the op that does not read.',
      );
    },
  };
  // A proxy of the binding itself may not answer for its read-only properties; one of an empty object may.
  host.binding = new Proxy({} as typeof real, {
    get(_, property) {
      if (property in recorder) return recorder[property as keyof TFJSBinding];
      const value = real[property as keyof TFJSBinding] as unknown;
      return typeof value === 'function' ? value.bind(real) : value;
    },
  });
  const engine = tf.engine();
  engine.startScope('trace');
  try {
    return read(work());
  } finally {
    host.binding = real;
    engine.endScope();
  }
}
