import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import { DTYPE, GraphDef } from './graph-def';
import type { ProgramSpec, Result, Update } from './program';
import { trace, type Traced } from './trace';

export const dtypeOf = (tensor: tf.Tensor): { dtype: number } => ({ dtype: DTYPE[tensor.dtype] });

const dtypeAttr = (tensor: tf.Tensor): { dtype: { dtype: number } } => ({ dtype: dtypeOf(tensor) });

/** Adds a resource, which several parts of a graph share by its name. */
export const addHandle = (graph: GraphDef, tensor: tf.Tensor, name: string): string =>
  graph.add('VarHandleOp', [], {
    dtype: dtypeOf(tensor),
    shape: { shape: tensor.shape },
    shared_name: { text: name },
    container: { text: '' },
  });

/** An update that is not in the graph yet. */
interface PendingUpdate {
  variables: tf.Variable[];
  /** @param dependencies control inputs */
  add(dependencies: string[]): string;
}

/** Builds the graph of one program: its ops, and the order of reads and updates of variables. */
export class ProgramGraph {
  readonly graph = new GraphDef();
  readonly #handles = new Map<tf.Tensor, string>();
  /** The read of each variable after the runs so far. */
  readonly #reads = new Map<tf.Tensor, string>();

  /**
   * @param name of the program, for error messages
   * @param constants that the program may read
   * @param nameOf the shared name of a variable or constant
   */
  constructor(
    readonly name: string,
    readonly constants: readonly tf.Tensor[],
    readonly nameOf: (tensor: tf.Tensor) => string,
  ) {}

  /**
   * Adds one run of the program.
   * @param scope prefix of the names of inputs and outputs
   * @returns the outputs
   * @throws Problem when the program cannot be traced
   */
  addRun(scope: string, { program, inputs }: ProgramSpec): string[] {
    const { graph, constants } = this;
    const placeholders = inputs.map((tensor, i) => {
      const attrs = { ...dtypeAttr(tensor), shape: { shape: tensor.shape } };
      return { tensor, ref: graph.add('Placeholder', [], attrs, `${scope}/input${i}`) };
    });
    const sources = {
      inputs: placeholders,
      constants: new Map(constants.map((constant) => [constant, this.#read(constant)])),
      read: this.#read,
    };
    return trace(graph, sources, program, (traced) => {
      const { outputs, updates = [] } = this.#checked(traced.result);
      const refOf = this.#resolver(traced);
      const done = this.#addUpdates([
        ...traced.assigned.map(({ variable, ref }) => this.#assignment(variable, ref)),
        ...updates.map((update) => this.#pending(update, refOf)),
      ]);
      const results = outputs.map((output, i) => {
        const inputsOfOutput = [refOf(output), ...done.map(({ node }) => `^${node}`)];
        return graph.add('Identity', inputsOfOutput, { T: dtypeOf(output) }, `${scope}/output${i}`);
      });
      this.#readAfter(done);
      return results;
    });
  }

  #problem = (expected: string, found: string, todo: string): Problem =>
    new Problem({ where: this.name, expected, found, todo });

  #checked(result: Result): Result {
    if (result instanceof Promise)
      throw this.#problem(
        'a synchronous program',
        'one that returns a promise',
        'Await first, and pass values as inputs.',
      );
    if (result.outputs.length === 0)
      throw this.#problem('a program with outputs', 'none', 'Return at least one, such as the loss.');
    return result;
  }

  #resolver =
    ({ refOf }: Traced<Result>) =>
    (tensor: tf.Tensor): string => {
      const ref = refOf(tensor);
      if (ref !== undefined) return ref;
      throw this.#problem(
        'outputs and updates that the program computes',
        'a tensor made before tracing',
        'Make it inside the program.',
      );
    };

  #handle(tensor: tf.Tensor): string {
    const known = this.#handles.get(tensor);
    if (known !== undefined) return known;
    const handle = addHandle(this.graph, tensor, this.nameOf(tensor));
    this.#handles.set(tensor, handle);
    return handle;
  }

  #read = (tensor: tf.Tensor): string => {
    const known = this.#reads.get(tensor);
    if (known !== undefined) return known;
    const read = this.graph.add('ReadVariableOp', [this.#handle(tensor)], dtypeAttr(tensor));
    this.#reads.set(tensor, read);
    return read;
  };

  #writableHandle(variable: tf.Variable): string {
    if (!this.constants.includes(variable)) return this.#handle(variable);
    throw this.#problem(
      'updates of variables',
      `an update of the constant ${variable.name}`,
      'Add it to the variables.',
    );
  }

  #assignment = (variable: tf.Variable, value: string): PendingUpdate => ({
    variables: [variable],
    add: (dependencies) =>
      this.graph.add('AssignVariableOp', [this.#writableHandle(variable), value, ...dependencies], dtypeAttr(variable)),
  });

  #pending(update: Update, refOf: (tensor: tf.Tensor) => string): PendingUpdate {
    if (update.kind === 'assign') return this.#assignment(update.variable, refOf(update.value));
    const { op, resources, inputs, attrs } = update;
    return {
      variables: resources,
      add: (dependencies) => {
        const handles = resources.map((variable) => this.#writableHandle(variable));
        return this.graph.add(op, [...handles, ...inputs.map(refOf), ...dependencies], attrs);
      },
    };
  }

  /** Adds updates. Each waits for the reads of its variables, so that all of the step sees the old values. */
  #addUpdates(updates: PendingUpdate[]): { node: string; variables: tf.Variable[] }[] {
    const all = updates.flatMap(({ variables }) => variables);
    const twice = all.find((variable, i) => all.indexOf(variable) < i);
    if (twice) throw this.#problem('at most one update of a variable', `two of ${twice.name}`, 'Combine them.');
    return updates.map(({ variables, add }) => ({
      variables,
      node: add(variables.map((each) => `^${this.#read(each)}`)),
    }));
  }

  /** Lets the next run read what the updates have written. */
  #readAfter(updates: { node: string; variables: tf.Variable[] }[]): void {
    for (const { node, variables } of updates)
      for (const variable of variables) {
        const read = this.graph.add('ReadVariableOp', [this.#handle(variable), `^${node}`], dtypeAttr(variable));
        this.#reads.set(variable, read);
      }
  }
}
