import { Problem } from '@reprise/base';
import { backend, type Session, tf } from '@reprise/runtime';
import { DTYPE, GraphDef, serializeGraph } from './graph-def';
import { addHandle, dtypeOf, type Entry, misused, ProgramGraph } from './program-graph';

/**
 * How many ops of a graph run side by side, on threads of its session's own: the towers into which a batch is split, or
 * the two directions of a bidirectional layer. A constant and part of the run record, since the order of additions, and so
 * the last bits, may follow from it.
 */
export const INTER_OP_THREADS = 2;

/** A program of the graph, as the session calls it. */
interface Call {
  signature: string;
  feeds: string;
  fetches: string;
}

const signature = (tensors: tf.Tensor[]): string =>
  tensors.map((t) => `${t.dtype}[${t.shape}]`).join(', ') || 'nothing';

/** Tensors that a session holds: the nodes that read them, those that they are fed to, and one that takes what is fed. */
interface Store {
  tensors: readonly tf.Tensor[];
  reads: string;
  feeds: string;
  fence: string;
}

/**
 * Programs over common variables in one TensorFlow session, to which programs may be added at any time. The session holds
 * its own copies of the variables: they start from the given ones, and {@link LiveGraph.pull} brings them back.
 */
export class LiveGraph {
  readonly #allows: (variable: tf.Variable) => boolean;
  readonly #session: Session = openSession();
  /** Names of what the session holds, or will once the program that uses it is added. */
  readonly #names = new Map<tf.Tensor, string>();
  readonly #stores: Store[] = [];
  readonly #constants: tf.Tensor[] = [];
  readonly #calls = new Map<string, Call>();
  #parts = 0;
  #closed = false;
  #nodes = 0;
  /** Runs of {@link runAsync} that have not ended. */
  #underWay = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** @param allows whether a program may use a variable that was not given; it is then held as well */
  constructor(allows: (variable: tf.Variable) => boolean) {
    this.#allows = allows;
  }

  /** Nodes in the graph. */
  get nodes(): number {
    return this.#nodes;
  }

  /** All variables that are held. */
  get variables(): readonly tf.Variable[] {
    return this.#stores.flatMap(({ tensors }) => tensors as tf.Variable[]);
  }

  /** Holds variables, with the values that they have. */
  hold(variables: readonly tf.Variable[]): void {
    if (variables.length > 0) this.#stores.push(this.#store(variables, 'v'));
  }

  /** Holds tensors that never change. Programs that are added later need the tensors, those that are there do not. */
  holdConstants(constants: readonly tf.Tensor[]): void {
    if (constants.length > 0) this.#store(constants, 'c');
    this.#constants.push(...constants);
  }

  #nameOf(tensor: tf.Tensor, kind: 'v' | 'c'): string {
    const name = this.#names.get(tensor) ?? `${kind}${this.#names.size}`;
    this.#names.set(tensor, name);
    return name;
  }

  #store(tensors: readonly tf.Tensor[], kind: 'v' | 'c'): Store {
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
    const fence = graph.add('Identity', [one, ...after], { T: { dtype: DTYPE.int32 } });
    const prefix = this.#extend(graph);
    const ends = (nodes: string[]): string => nodes.map((node) => `${prefix}${node}:0`).join(',');
    const store = {
      tensors,
      reads: ends(parts.map(({ read }) => read)),
      feeds: ends(parts.map(({ value }) => value)),
      fence: `${prefix}${fence}:0`,
    };
    this.#fill(store);
    return store;
  }

  #fill({ tensors, feeds, fence }: Store): void {
    tf.dispose(this.#call(tensors, feeds, fence));
  }

  /** @returns what the names of its nodes begin with in the session */
  #extend(graph: GraphDef): string {
    this.#checkIdle();
    const prefix = `part${this.#parts++}/`;
    extendSession(this.#session, graph, prefix);
    this.#nodes += graph.nodes.length;
    return prefix;
  }

  /**
   * Traces a program and adds it, in the place of one of the same name.
   * @throws Problem when it cannot be traced
   */
  add(name: string, entry: Entry): void {
    const { inputs, repeat = 1 } = entry;
    if (!Number.isInteger(repeat) || repeat < 1)
      throw misused(name, 'a number of repetitions from 1 on', `${repeat}`, 'Leave it out, or give one.');
    const held = new Set<tf.Tensor>([...this.variables, ...this.#constants]);
    const found = new Set<tf.Variable>();
    const part = new ProgramGraph((tensor) => {
      if (!held.has(tensor)) {
        const variable = tensor as tf.Variable;
        if (!this.#allows(variable))
          throw misused(
            name,
            'the given variables',
            `${variable.name}, which was not given`,
            'Name it among the variables.',
          );
        found.add(variable);
      }
      return this.#nameOf(tensor, 'v');
    });
    const runs = Array.from({ length: repeat }, (_, k) => `run${k}`);
    const outputs = runs.flatMap((run) => part.addRun(name, run, entry, this.#constants));
    this.hold([...found]);
    const prefix = this.#extend(part.graph);
    this.#calls.set(name, {
      signature: signature(runs.flatMap(() => inputs)),
      feeds: runs.flatMap((run) => inputs.map((_, i) => `${prefix}${run}/input${i}:0`)).join(','),
      fetches: outputs.map((output) => `${prefix}${output}:0`).join(','),
    });
  }

  /** @see Compiled.run */
  run(name: string, inputs: tf.Tensor[]): tf.Tensor[] {
    const { feeds, fetches } = this.#callOf(name, inputs);
    return this.#call(inputs, feeds, fetches);
  }

  /** @see Compiled.runAsync */
  runAsync(name: string, inputs: tf.Tensor[]): Promise<tf.Tensor[]> {
    const { feeds, fetches } = this.#callOf(name, inputs);
    const held = inputs.map((input) => tf.keep(tf.clone(input)));
    const start = async (): Promise<tf.Tensor[]> => {
      try {
        return tensorsOf(await this.#session.runAsync(backend().getInputTensorIds(held), feeds, fetches));
      } finally {
        this.#underWay--;
        tf.dispose(held);
      }
    };
    this.#underWay++;
    const run = this.#last.then(start);
    this.#last = run.catch(() => undefined);
    return run;
  }

  /** Copies the session's values into the variables. */
  pull(): void {
    const { variables } = this;
    if (variables.length === 0) return;
    const values = this.#call([], '', this.#stores.map(({ reads }) => reads).join(','));
    variables.forEach((variable, i) => variable.assign(values[i]));
    tf.dispose(values);
  }

  /** Copies the variables' values into the session. */
  push(): void {
    for (const store of this.#stores) this.#fill(store);
  }

  /** Ends the session. Once more does nothing. */
  dispose(): void {
    if (this.#closed) return;
    this.#checkIdle();
    this.#session.close();
    this.#closed = true;
  }

  #checkIdle(): void {
    if (this.#underWay === 0) return;
    const found = `${this.#underWay} of runAsync`;
    throw misused('compile', 'no run under way', found, 'Await them: they change the variables.');
  }

  #call(inputs: readonly tf.Tensor[], feeds: string, fetches: string): tf.Tensor[] {
    this.#checkIdle();
    return tensorsOf(this.#session.run(backend().getInputTensorIds([...inputs]), feeds, fetches));
  }

  #callOf(name: string, inputs: tf.Tensor[]): Call {
    const call = this.#calls.get(name);
    if (!call) throw misused('compile', [...this.#calls.keys()].join(' or '), name, 'Run one of them.');
    const found = signature(inputs);
    if (found === call.signature) return call;
    throw misused(
      name,
      `inputs ${call.signature}`,
      found,
      'Compile a program for each shape: a graph has the shapes that it was traced with.',
    );
  }
}

const tensorsOf = (results: ReturnType<Session['run']>): tf.Tensor[] =>
  results.map((metadata) => backend().createOutputTensor(metadata));

const openSession = (): Session =>
  backend().binding.createSession(serializeGraph(new GraphDef()), { interOpThreads: INTER_OP_THREADS });

/** @throws Problem when TensorFlow does not load the graph */
function extendSession(session: Session, graph: GraphDef, prefix: string): void {
  try {
    session.extend(serializeGraph(graph, prefix));
  } catch (error) {
    const { message } = error as Error;
    // TensorFlow names the node: "{{node part1/ExpandDims_5}}", or "Input 1 of node part1/AssignVariableOp_10".
    const name = /node ([\w/]+)/.exec(message)?.[1]?.replace(prefix, '');
    const op = graph.nodes.find((node) => node.name === name)?.op ?? 'an op';
    throw new Problem(
      {
        where: 'compile',
        expected: 'a graph that TensorFlow loads',
        found: `${op}, which it refuses: ${message.replace(/[.\s]+$/, '')}`,
        todo: 'Look at the shapes and types that this op is given.',
      },
      { cause: error },
    );
  }
}
