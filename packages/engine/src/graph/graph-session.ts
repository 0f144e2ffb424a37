import { Problem } from '@reprise/base';
import { backend, type Session, tf } from '@reprise/runtime';
import { DTYPE, GraphDef, serializeGraph } from './graph-def';
import type { ProgramSpec } from './program';
import { addHandle, dtypeOf, ProgramGraph } from './program-graph';

/**
 * Threads that run ops of a graph side by side: the towers of a batch, or the two directions of a bidirectional layer. A
 * constant, and part of the run record, since the order of additions, and so the last bits, may depend on it.
 */
export const INTER_OP_THREADS = 2;

/** A compiled program. */
export interface CompiledFunction {
  /**
   * Runs the program in one call of TensorFlow.
   * @param inputs of all repetitions, one after the other
   * @returns the outputs in the same order. The caller disposes them.
   * @throws Problem when number, shapes or dtypes of the inputs are not those of the example inputs
   */
  (inputs: tf.Tensor[]): tf.Tensor[];
  /**
   * The same on another thread, with identical results. Calls run one at a time, in order. You may dispose the inputs at once.
   * @throws Problem, synchronously, for other inputs
   */
  async(inputs: tf.Tensor[]): Promise<tf.Tensor[]>;
  /** Nodes of its graph. */
  readonly nodes: number;
}

/** Tensors whose values the session holds, with the outputs that read them and what assigns them. */
interface StateGroup {
  tensors: readonly tf.Tensor[];
  reads: string;
  placeholders: string;
  /** An output that is computed once all are assigned. */
  assigned: string;
}

const signatureOf = (tensors: tf.Tensor[]): string =>
  tensors.map((t) => `${t.dtype}[${t.shape}]`).join(', ') || 'nothing';

/**
 * A TensorFlow session with programs that share variables. Programs can be added at any time. The session has its own copies
 * of the variables, with the values of the given ones; {@link GraphSession.pull} copies them back.
 */
export class GraphSession {
  readonly #capturesVariables: boolean;
  readonly #session: Session = openSession();
  readonly #names = new Map<tf.Tensor, string>();
  readonly #variables: StateGroup[] = [];
  readonly #constants: tf.Tensor[] = [];
  #parts = 0;
  #closed = false;
  #nodes = 0;
  /** Asynchronous calls that have not ended. */
  #pending = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** @param options.capturesVariables whether a program may use variables that were not added. They are then added. */
  constructor({ capturesVariables = false } = {}) {
    this.#capturesVariables = capturesVariables;
  }

  get variables(): readonly tf.Variable[] {
    return this.#variables.flatMap(({ tensors }) => tensors as tf.Variable[]);
  }

  /** Copies variables into the session. */
  addVariables(variables: readonly tf.Variable[]): void {
    if (variables.length > 0) this.#variables.push(this.#addState(variables, 'v'));
  }

  /** Copies tensors into the session. They are needed until the programs that read them are traced. */
  addConstants(constants: readonly tf.Tensor[]): void {
    if (constants.length > 0) this.#addState(constants, 'c');
    this.#constants.push(...constants);
  }

  /**
   * Traces a program and adds it to the graph.
   * @param name for error messages
   * @throws Problem when it cannot be traced
   */
  add(name: string, spec: ProgramSpec): CompiledFunction {
    const { inputs, repeat = 1 } = spec;
    if (!Number.isInteger(repeat) || repeat < 1) {
      const expected = 'an integer of at least 1 as `repeat`';
      throw new Problem({ where: name, expected, found: `${repeat}`, todo: 'Correct it.' });
    }
    const before = this.#nodes;
    const known = new Set<tf.Tensor>([...this.variables, ...this.#constants]);
    const captured = new Set<tf.Variable>();
    const part = new ProgramGraph(name, this.#constants, (tensor) => {
      if (!known.has(tensor)) captured.add(this.#captured(name, tensor as tf.Variable));
      return this.#nameOf(tensor, 'v');
    });
    const runs = Array.from({ length: repeat }, (_, k) => `run${k}`);
    const outputs = runs.flatMap((run) => part.addRun(run, spec));
    this.addVariables([...captured]);
    const prefix = this.#extend(part.graph);

    const signature = signatureOf(runs.flatMap(() => inputs));
    const feeds = runs.flatMap((run) => inputs.map((_, i) => `${prefix}${run}/input${i}:0`)).join(',');
    const fetches = outputs.map((output) => `${prefix}${output}:0`).join(',');
    const checked = (given: tf.Tensor[]): tf.Tensor[] => {
      const found = signatureOf(given);
      const todo = 'Compile a program for each shape: a graph has the shapes that it was traced with.';
      if (found !== signature) throw new Problem({ where: name, expected: `inputs ${signature}`, found, todo });
      return given;
    };
    return Object.assign((given: tf.Tensor[]) => this.#run(checked(given), feeds, fetches), {
      async: (given: tf.Tensor[]) => this.#runAsync(checked(given), feeds, fetches),
      nodes: this.#nodes - before,
    });
  }

  pull(): void {
    const { variables } = this;
    if (variables.length === 0) return;
    const values = this.#run([], '', this.#variables.map(({ reads }) => reads).join(','));
    variables.forEach((variable, i) => variable.assign(values[i]));
    tf.dispose(values);
  }

  push(): void {
    for (const group of this.#variables) this.#assign(group);
  }

  /** Does nothing if the session is closed already. */
  dispose(): void {
    if (this.#closed) return;
    this.#checkIdle();
    this.#session.close();
    this.#closed = true;
  }

  /** @throws Problem when a program may not use a variable that was not added */
  #captured(program: string, variable: tf.Variable): tf.Variable {
    if (this.#capturesVariables) return variable;
    const expected = 'only variables that were given';
    const found = `${variable.name}, which was not`;
    throw new Problem({ where: program, expected, found, todo: 'Add it to the variables.' });
  }

  #nameOf(tensor: tf.Tensor, kind: 'v' | 'c'): string {
    const name = this.#names.get(tensor) ?? `${kind}${this.#names.size}`;
    this.#names.set(tensor, name);
    return name;
  }

  #addState(tensors: readonly tf.Tensor[], kind: 'v' | 'c'): StateGroup {
    const graph = new GraphDef();
    const parts = tensors.map((tensor) => {
      const handle = addHandle(graph, tensor, this.#nameOf(tensor, kind));
      const dtype = dtypeOf(tensor);
      const read = graph.add('ReadVariableOp', [handle], { dtype });
      const value = graph.add('Placeholder', [], { dtype, shape: { shape: tensor.shape } });
      return { read, value, assign: graph.add('AssignVariableOp', [handle, value], { dtype }) };
    });
    const one = graph.constant(DTYPE.int32, [], new Uint8Array(Int32Array.of(1).buffer));
    const after = parts.map(({ assign }) => `^${assign}`);
    const assigned = graph.add('Identity', [one, ...after], { T: { dtype: DTYPE.int32 } });
    const prefix = this.#extend(graph);
    const outputs = (nodes: string[]): string => nodes.map((node) => `${prefix}${node}:0`).join(',');
    const group = {
      tensors,
      reads: outputs(parts.map(({ read }) => read)),
      placeholders: outputs(parts.map(({ value }) => value)),
      assigned: outputs([assigned]),
    };
    this.#assign(group);
    return group;
  }

  #assign({ tensors, placeholders, assigned }: StateGroup): void {
    tf.dispose(this.#run(tensors, placeholders, assigned));
  }

  /** @returns the prefix of the nodes' names in the session */
  #extend(graph: GraphDef): string {
    this.#checkIdle();
    const prefix = `part${this.#parts++}/`;
    extendSession(this.#session, graph, prefix);
    this.#nodes += graph.nodes.length;
    return prefix;
  }

  #run(inputs: readonly tf.Tensor[], feeds: string, fetches: string): tf.Tensor[] {
    this.#checkIdle();
    return tensorsOf(this.#session.run(backend().getInputTensorIds([...inputs]), feeds, fetches));
  }

  #runAsync(inputs: tf.Tensor[], feeds: string, fetches: string): Promise<tf.Tensor[]> {
    const kept = inputs.map((input) => tf.keep(tf.clone(input)));
    const start = async (): Promise<tf.Tensor[]> => {
      try {
        return tensorsOf(await this.#session.runAsync(backend().getInputTensorIds(kept), feeds, fetches));
      } finally {
        this.#pending--;
        tf.dispose(kept);
      }
    };
    this.#pending++;
    const run = this.#last.then(start);
    this.#last = run.catch(() => undefined);
    return run;
  }

  #checkIdle(): void {
    if (this.#pending === 0) return;
    const todo = 'Await them first: they change the variables.';
    throw new Problem({ where: 'compile', expected: 'no async call in progress', found: `${this.#pending}`, todo });
  }
}

const tensorsOf = (results: ReturnType<Session['run']>): tf.Tensor[] =>
  results.map((metadata) => backend().createOutputTensor(metadata));

const openSession = (): Session =>
  backend().binding.createSession(serializeGraph(new GraphDef()), { interOpThreads: INTER_OP_THREADS });

/** @throws Problem when TensorFlow rejects the graph */
function extendSession(session: Session, graph: GraphDef, prefix: string): void {
  try {
    session.extend(serializeGraph(graph, prefix));
  } catch (error) {
    // TensorFlow names the node, which begins with its op: "{{node part1/ExpandDims_5}}".
    const found = `one that it rejects: ${(error as Error).message.replace(/[.\s]+$/, '')}`;
    throw new Problem(
      {
        where: 'compile',
        expected: 'a graph that TensorFlow accepts',
        found,
        todo: 'Check the shapes and dtypes of its inputs.',
      },
      { cause: error },
    );
  }
}
