import { Problem } from '@reprise/base';
import type { tf } from '@reprise/runtime';
import { type Attr, DTYPE, GraphDef } from './graph-def';
import type { ProgramSpec, Result, Update } from './program';
import { trace } from './trace';

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

/** An op that updates variables, which are its first inputs. */
interface UpdateOp {
  op: string;
  variables: tf.Variable[];
  /** Adds the other inputs to the graph. */
  inputs: () => string[];
  attrs: Record<string, Attr>;
}

const assignOp = (variable: tf.Variable, value: string): UpdateOp => ({
  op: 'AssignVariableOp',
  variables: [variable],
  inputs: () => [value],
  attrs: dtypeAttr(variable),
});

const updateOp = (update: Update, refOf: (tensor: tf.Tensor) => string): UpdateOp =>
  update.kind === 'assign'
    ? assignOp(update.variable, refOf(update.value))
    : { ...update, variables: update.resources, inputs: () => update.inputs.map(refOf) };

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
      const refOf = (tensor: tf.Tensor): string => {
        const ref = traced.refOf(tensor);
        if (ref !== undefined) return ref;
        const expected = 'outputs and updates that the program computes';
        throw this.#problem(expected, 'a tensor made before tracing', 'Make it inside the program.');
      };
      const done = this.#addUpdates([
        ...traced.assigned.map(({ variable, ref }) => assignOp(variable, ref)),
        ...updates.map((update) => updateOp(update, refOf)),
      ]);
      const results = outputs.map((output, i) => {
        const inputsOfOutput = [refOf(output), ...done.map(({ node }) => `^${node}`)];
        return graph.add('Identity', inputsOfOutput, { T: dtypeOf(output) }, `${scope}/output${i}`);
      });
      // The next run reads what the updates have written.
      for (const { node, variables } of done)
        for (const variable of variables)
          this.#reads.set(
            variable,
            graph.add('ReadVariableOp', [this.#handle(variable), `^${node}`], dtypeAttr(variable)),
          );
      return results;
    });
  }

  #problem(expected: string, found: string, todo: string): Problem {
    return new Problem({ where: this.name, expected, found, todo });
  }

  #checked(result: Result): Result {
    const todo = 'Await first, and pass values as inputs.';
    if (result instanceof Promise) throw this.#problem('a synchronous program', 'one that returns a promise', todo);
    if (result.outputs.length === 0)
      throw this.#problem('a program with outputs', 'none', 'Return at least one, such as the loss.');
    return result;
  }

  #handle(tensor: tf.Tensor): string {
    const handle = this.#handles.get(tensor) ?? addHandle(this.graph, tensor, this.nameOf(tensor));
    this.#handles.set(tensor, handle);
    return handle;
  }

  #read = (tensor: tf.Tensor): string => {
    const read = this.#reads.get(tensor) ?? this.graph.add('ReadVariableOp', [this.#handle(tensor)], dtypeAttr(tensor));
    this.#reads.set(tensor, read);
    return read;
  };

  /** Adds updates. Each waits for the reads of its variables, so that all of the step sees the old values. */
  #addUpdates(updates: UpdateOp[]): { node: string; variables: tf.Variable[] }[] {
    const all = updates.flatMap(({ variables }) => variables);
    const twice = all.find((variable, i) => all.indexOf(variable) < i);
    if (twice) throw this.#problem('at most one update of a variable', `two of ${twice.name}`, 'Combine them.');
    return updates.map(({ op, variables, inputs, attrs }) => {
      const reads = variables.map((variable) => `^${this.#read(variable)}`);
      const constant = variables.find((variable) => this.constants.includes(variable));
      const found = `an update of the constant ${constant?.name}`;
      if (constant) throw this.#problem('updates of variables', found, 'Add it to the variables.');
      const handles = variables.map((variable) => this.#handle(variable));
      return { variables, node: this.graph.add(op, [...handles, ...inputs(), ...reads], attrs) };
    });
  }
}
