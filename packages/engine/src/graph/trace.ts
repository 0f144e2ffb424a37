import { Problem } from '@reprise/base';
import { backend, type Binding, tf, type TFEOpAttr } from '@reprise/runtime';
import { tracedRandom } from '../random/traced-random';
import { type Attr, DTYPE, type GraphDef } from './graph-def';
import { standIn } from './stand-in';
import { tracedKernels } from './traced-kernels';

/** What a trace may use besides the tensors that it makes itself. Outputs of nodes are named `node` or `node:1`. */
export interface Known {
  /** Examples of the inputs, and where each is fed. The work is given copies of them. */
  inputs: readonly { tensor: tf.Tensor; ref: string }[];
  /** Where each constant lies. */
  constants: ReadonlyMap<tf.Tensor, string>;
  /** Where a variable is read. Called when it is first used. @throws Problem when the graph may not use it */
  read(variable: tf.Variable): string;
}

/** What a trace has found, for as long as its tensors live. */
export interface Traced<T> {
  result: T;
  /** Where a tensor that the work has made, or was given, stands in the graph. */
  refOf(tensor: tf.Tensor): string | undefined;
  /** Variables that the work has assigned, and where their new values are. */
  assigned: readonly { variable: tf.Variable; ref: string }[];
}

const cannotTrace = (found: string, todo: string): Problem =>
  new Problem({ where: 'the traced function', expected: 'tensor operations alone', found, todo });

/**
 * Ops whose type T, which is their output's, tfjs-node 4.22 leaves out or says wrongly: eagerly TensorFlow infers it, a
 * graph wants it said.
 */
const TYPED_BY_OUTPUT = ['ExpandDims', 'Mean'];

/**
 * The larger of two, written as -min(-a, -b): TensorFlow 2.21 takes max(x, a x) for a leaky relu whatever a is, and so
 * max(x, x + x) comes out as the smaller. A constant cannot be such an x.
 */
function addMaximum(graph: GraphDef, [a, b]: string[], attrs: Record<string, Attr>): string {
  const constant = (ref: string): boolean => graph.node(ref)?.op === 'Const';
  const type = attrs['T'] as TFEOpAttr;
  if (type.value !== backend().binding.TF_FLOAT || constant(a) || constant(b))
    return graph.add('Maximum', [a, b], attrs);
  const T = { T: { dtype: DTYPE.float32 } };
  const negative = [a, b].map((ref) => graph.add('Neg', [ref], T));
  return graph.add('Neg', [graph.add('Minimum', negative, T)], T);
}

/** Ops before which TensorFlow's optimizer moves functions that never fall. */
const EXTREMES = ['Max', 'Min', 'ArgMax', 'ArgMin', 'MaxPool', 'MaxPool3D'];

/** Whether a value comes from a later output of an op by functions of one argument alone. */
function ofLaterOutput(graph: GraphDef, ref: string): boolean {
  const inputs = graph.node(ref)?.inputs ?? [];
  return inputs.length === 1 && (/:[1-9]\d*$/.test(inputs[0]) || ofLaterOutput(graph, inputs[0]));
}

/**
 * The largest of some values, or their pooling. TensorFlow 2.21 makes max(relu(x)) to relu(max(x)), and takes the first output
 * of the op that x is the second of: two halves of a batch get the same maximum. The smaller of a value and itself, which it
 * leaves as it is, stands between them.
 */
function addExtreme(graph: GraphDef, op: string, [x, ...rest]: string[], attrs: Record<string, Attr>): string {
  if (!ofLaterOutput(graph, x)) return graph.add(op, [x, ...rest], attrs);
  return graph.add(op, [graph.add('Minimum', [x, x], { T: attrs['T'] }), ...rest], attrs);
}

const tensorId = (tensor: tf.Tensor): number => backend().getInputTensorIds([tensor])[0];

/** A tensor of the same values, which shares nothing with the first but its memory in TensorFlow. */
function copyOf(tensor: tf.Tensor): tf.Tensor {
  const host = backend();
  return host.createOutputTensor(host.binding.executeOp('Identity', [], [tensorId(tensor)], 1)[0]);
}

/**
 * Lends copies of their data to tensors: several may share their data, as `tf.variable(t)`, `clone` and
 * `setWeights(getWeights())` leave them, and TensorFlow must tell them apart.
 */
class Loans {
  readonly #byId = new Map<number, tf.Tensor>();
  readonly #lent = new Map<tf.Tensor, { own: object; copy: tf.Tensor }>();

  lend(tensor: tf.Tensor): void {
    const copy = tf.keep(copyOf(tensor));
    this.#byId.set(tensorId(copy), tensor);
    this.#lent.set(tensor, { own: tensor.dataId, copy });
    tensor.dataId = copy.dataId;
    // A variable that is assigned gives up its data.
    if (tensor instanceof tf.Variable) tf.engine().incRef(tensor, tf.backend());
  }

  /** The tensor that was lent the data of this number. */
  borrower = (id: number): tf.Tensor | undefined => this.#byId.get(id);

  assigned = (): tf.Variable[] =>
    [...this.#lent].flatMap(([tensor, { copy }]) =>
      tensor instanceof tf.Variable && tensor.dataId !== copy.dataId ? [tensor] : [],
    );

  end(): void {
    for (const [tensor, { own, copy }] of this.#lent) {
      if (tensor instanceof tf.Variable) tf.engine().disposeTensor(tensor);
      tensor.dataId = own;
      copy.dispose();
    }
  }
}

/**
 * Runs `work` once, eagerly, and adds to `graph` a node for each op that TensorFlow.js executes meanwhile. It does so by
 * standing in for the native binding, through which every op passes. Variables keep the values that they had: what the
 * work assigns is among what is traced.
 *
 * @param read takes what was traced before its tensors are disposed
 * @throws Problem when something would be frozen into the graph: a value that is read back to JavaScript, a random number
 *   drawn there, a tensor from outside that is neither variable, constant nor input
 */
export function trace<T, R>(
  graph: GraphDef,
  known: Known,
  work: (inputs: tf.Tensor[]) => T,
  read: (traced: Traced<T>) => R,
): R {
  const host = backend();
  const real = host.binding;
  const engine = tf.engine();
  const madeBefore = (found: string): Problem =>
    cannotTrace(
      `${found} that was made before tracing`,
      'Make it inside the function, or make it a `tf.variable`; `compile` takes it as a constant or an input.',
    );
  const loans = new Loans();
  const refs = new Map<number, string>();
  const refOfId = (id: number): string | undefined => {
    const ref = refs.get(id);
    if (ref !== undefined) return ref;
    const borrower = loans.borrower(id);
    if (borrower === undefined) return undefined;
    const place = borrower instanceof tf.Variable ? known.read(borrower) : known.constants.get(borrower);
    if (place !== undefined) refs.set(id, place);
    return place;
  };
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
        const ref = refOfId(id);
        if (ref === undefined) throw madeBefore(`${op} of a tensor`);
        return ref;
      });
      const named: Record<string, Attr> = Object.fromEntries(attrs.map((attr: TFEOpAttr) => [attr.name, attr]));
      if (TYPED_BY_OUTPUT.includes(op)) named['T'] = { dtype: results[0].dtype };
      const name =
        op === 'Maximum'
          ? addMaximum(graph, from, named)
          : EXTREMES.includes(op)
            ? addExtreme(graph, op, from, named)
            : graph.add(op, from, named);
      results.forEach(({ id }, output) => refs.set(id, output === 0 ? name : `${name}:${output}`));
      return results;
    },
    tensorDataSync() {
      throw cannotTrace(
        'a value read back (dataSync, arraySync, print, or an op that reads inside)',
        'Use ops alone, such as `tf.where` for an `if`; a program of `compile` may return it as an output.',
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
  const makeVariable = engine.makeVariable.bind(engine);
  const undo: (() => void)[] = [];
  engine.startScope('trace');
  try {
    for (const constant of known.constants.keys()) loans.lend(constant);
    for (const variable of Object.values(engine.registeredVariables)) loans.lend(variable);
    const inputs = known.inputs.map(({ tensor, ref }) => {
      const copy = copyOf(tensor);
      refs.set(tensorId(copy), ref);
      return copy;
    });
    undo.push(
      standIn(host, 'binding', binding),
      standIn(memory, 'write', (values, shape, dtype) => {
        if (values) fresh.add(values);
        return write(values, shape, dtype);
      }),
      standIn(engine, 'makeVariable', (...given: Parameters<typeof makeVariable>) => {
        const variable = makeVariable(...given);
        const back = standIn(host, 'binding', real);
        loans.lend(variable);
        back();
        return variable;
      }),
      standIn(Math, 'random', () => {
        throw cannotTrace(
          'a random number drawn in JavaScript',
          'In a layer of `fit`, use `tf.dropout`, `tf.randomNormal` or `tf.randomUniform` without a seed; for `compile`, draw it in `withStepRandom`; build layers before.',
        );
      }),
      tracedRandom(),
      tracedKernels(),
    );
    const result = work(inputs);
    working = false;
    const refOf = (tensor: tf.Tensor): string | undefined => refOfId(tensorId(tensor));
    const assigned = loans.assigned().map((variable) => {
      const ref = refOf(variable);
      if (ref === undefined) throw madeBefore(`${variable.name} takes the value of a tensor`);
      return { variable, ref };
    });
    return read({ result, refOf, assigned });
  } finally {
    for (const back of undo.toReversed()) back();
    loans.end();
    engine.endScope();
  }
}
