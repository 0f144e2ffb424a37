import { Problem } from '@reprise/base';
import { backend, type Binding, tf, type TFEOpAttr } from '@reprise/runtime';
import { patchRandom } from '../random/tfjs-random';
import { gather } from '../tensorflow/raw-ops';
import { patch, restoreAll } from '../tfjs/patch';
import type { Attr, GraphDef } from './graph-def';
import { copyOf, PrivateData, tensorId } from './private-data';
import { addOp } from './tensorflow-bugs';

/** What a traced function may use besides tensors that it makes itself. Outputs of nodes are named `node` or `node:1`. */
export interface Sources {
  /** Example inputs, and the node that is fed each. The function gets copies of the examples. */
  inputs: readonly { tensor: tf.Tensor; ref: string }[];
  /** Constants, and the node that reads each. */
  constants: ReadonlyMap<tf.Tensor, string>;
  /** The node that reads a variable. Called at its first use. @throws Problem when the graph may not use it */
  read(variable: tf.Variable): string;
}

/** The result of a trace. Valid until its tensors are disposed. */
export interface Traced<T> {
  result: T;
  /** The node that computes a tensor; undefined for a tensor that the function has neither made nor been given. */
  refOf(tensor: tf.Tensor): string | undefined;
  /** Variables that the function has assigned, with their new values. */
  assigned: readonly { variable: tf.Variable; ref: string }[];
}

const cannotTrace = (found: string, todo: string): Problem =>
  new Problem({ where: 'the traced function', expected: 'only tensor operations', found, todo });

const madeBefore = (found: string): Problem =>
  cannotTrace(
    `${found} that was made before tracing`,
    'Make it inside the function, or make it a `tf.variable`. For `compile`, you can also pass it as a constant or an input.',
  );

/**
 * Ops whose attribute T, the dtype of their output, tfjs-node 4.22 omits or sets wrongly. TensorFlow infers it eagerly; a
 * graph needs it.
 */
const TYPED_BY_OUTPUT = ['ExpandDims', 'Mean'];

/** tfjs-node reads the indices back to check them. TensorFlow checks them when the graph runs. */
function patchGather(): () => void {
  const [kernelName, backendName] = ['GatherV2', 'tensorflow'];
  const standard = tf.getKernel(kernelName, backendName);
  const replaceBy = (kernel: tf.KernelConfig): void => {
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel(kernel);
  };
  const kernelFunc: tf.KernelFunc = ({ inputs, attrs }) => {
    const { axis, batchDims } = attrs as { axis: number; batchDims: number };
    return gather(inputs['x'] as tf.Tensor, inputs['indices'] as tf.Tensor, axis, batchDims);
  };
  replaceBy({ kernelName, backendName, kernelFunc });
  return () => replaceBy(standard);
}

/** Adds a node for each op that passes through the native binding. */
class Recorder {
  readonly privateData = new PrivateData();
  readonly #refs = new Map<number, string>();
  readonly #real = backend().binding;
  /** Arrays of tensors made during the trace. Their native tensors are made only when an op needs them. */
  readonly #fresh = new WeakSet<object>();
  /** Whether the traced function is running. */
  running = true;

  constructor(
    readonly graph: GraphDef,
    readonly sources: Sources,
  ) {}

  /** A copy of an example input for the traced function. */
  input(tensor: tf.Tensor, ref: string): tf.Tensor {
    const copy = copyOf(tensor);
    this.#refs.set(tensorId(copy), ref);
    return copy;
  }

  refOf = (tensor: tf.Tensor): string | undefined => this.#refOfId(tensorId(tensor));

  #refOfId(id: number): string | undefined {
    const ref = this.#refs.get(id);
    if (ref !== undefined) return ref;
    const owner = this.privateData.ownerOf(id);
    if (owner === undefined) return undefined;
    const read = owner instanceof tf.Variable ? this.sources.read(owner) : this.sources.constants.get(owner);
    if (read !== undefined) this.#refs.set(id, read);
    return read;
  }

  #createTensor: Binding['createTensor'] = (shape, dtype, values) => {
    const isOld = !this.#fresh.has(values as object);
    if (isOld && this.running) throw madeBefore(`a tensor [${shape}]`);
    const id = this.#real.createTensor(shape, dtype, values);
    // An old tensor among the results has no node; the caller of `refOf` reports it.
    if (isOld) return id;
    if (!ArrayBuffer.isView(values)) throw cannotTrace('a constant of strings', 'Keep strings out of the function.');
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    this.#refs.set(id, this.graph.constant(dtype, [...shape], Uint8Array.from(bytes)));
    return id;
  };

  #executeOp: Binding['executeOp'] = (op, attrs, inputs, outputs) => {
    const results = this.#real.executeOp(op, attrs, inputs, outputs);
    const refs = inputs.map((id) => {
      const ref = this.#refOfId(id);
      if (ref === undefined) throw madeBefore(`${op} of a tensor`);
      return ref;
    });
    const named: Record<string, Attr> = Object.fromEntries(attrs.map((attr: TFEOpAttr) => [attr.name, attr]));
    if (TYPED_BY_OUTPUT.includes(op)) named['T'] = { dtype: results[0].dtype };
    const name = addOp(this.graph, op, refs, named);
    results.forEach(({ id }, output) => this.#refs.set(id, output === 0 ? name : `${name}:${output}`));
    return results;
  };

  #tensorDataSync: Binding['tensorDataSync'] = () => {
    throw cannotTrace(
      'a value read back (dataSync, arraySync, print, or an op that reads inside)',
      'Use only ops, such as `tf.where` for an `if`. A program of `compile` may return the value as an output.',
    );
  };

  /** Records until the returned function is called. */
  start(): () => void {
    const host = backend();
    const recorded: Partial<Binding> = {
      createTensor: this.#createTensor,
      executeOp: this.#executeOp,
      tensorDataSync: this.#tensorDataSync,
    };
    // The binding's properties are read-only, and a proxy of it may not change them; a proxy of an empty object may.
    const binding = new Proxy({} as Binding, {
      get: (_, property) => {
        if (property in recorded) return recorded[property as keyof Binding];
        const value = this.#real[property as keyof Binding] as unknown;
        return typeof value === 'function' ? value.bind(this.#real) : value;
      },
    });
    const memory = tf.backend();
    const engine = tf.engine();
    const write = memory.write.bind(memory);
    const makeVariable = engine.makeVariable.bind(engine);
    const restores = [
      patch(host, 'binding', binding),
      patch(memory, 'write', (values, shape, dtype) => {
        if (values) this.#fresh.add(values);
        return write(values, shape, dtype);
      }),
      patch(engine, 'makeVariable', (...given: Parameters<typeof makeVariable>) => {
        const variable = makeVariable(...given);
        const restore = patch(host, 'binding', this.#real);
        this.privateData.give(variable);
        restore();
        return variable;
      }),
      patch(Math, 'random', () => {
        throw cannotTrace(
          'a random number drawn in JavaScript',
          'In a layer of `fit`, use `tf.dropout`, `tf.randomNormal` or `tf.randomUniform` without a seed. For `compile`, draw in `withStepRandom`. Build layers before.',
        );
      }),
      patchRandom(),
      patchGather(),
    ];
    return () => restoreAll(restores);
  }
}

/**
 * Runs a function once, eagerly, and adds to `graph` a node for each op that TensorFlow.js executes. All ops pass through the
 * native binding, which is replaced meanwhile. Variables keep their values; assignments are part of the trace.
 *
 * @param read reads the trace before its tensors are disposed
 * @throws Problem when something would be frozen into the graph: a value read back to JavaScript, a random number drawn
 *   there, or a tensor from outside that is not a variable, constant or input
 */
export function trace<T, R>(
  graph: GraphDef,
  sources: Sources,
  traced: (inputs: tf.Tensor[]) => T,
  read: (trace: Traced<T>) => R,
): R {
  const engine = tf.engine();
  const recorder = new Recorder(graph, sources);
  const { privateData, refOf } = recorder;
  let stop: (() => void) | undefined;
  engine.startScope('trace');
  try {
    for (const constant of sources.constants.keys()) privateData.give(constant);
    for (const variable of Object.values(engine.registeredVariables)) privateData.give(variable);
    const inputs = sources.inputs.map(({ tensor, ref }) => recorder.input(tensor, ref));
    stop = recorder.start();
    const result = traced(inputs);
    recorder.running = false;
    const assigned = privateData.assigned().map((variable) => {
      const ref = refOf(variable);
      if (ref === undefined) throw madeBefore(`${variable.name} is assigned a tensor`);
      return { variable, ref };
    });
    return read({ result, refOf, assigned });
  } finally {
    stop?.();
    privateData.restore();
    engine.endScope();
  }
}
