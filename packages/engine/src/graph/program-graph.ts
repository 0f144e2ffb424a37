import { Problem } from '@reprise/base';
import { tf } from '@reprise/runtime';
import { DTYPE, GraphDef } from './graph-def';
import type { Program, Result } from './program';
import { trace } from './trace';

/** A program with inputs that show their shapes and dtypes. */
export interface Entry {
  program: Program;
  inputs: tf.Tensor[];
  repeat?: number;
}

export const misused = (where: string, expected: string, found: string, todo: string): Problem =>
  new Problem({ where, expected, found, todo });

export const dtypeOf = (tensor: tf.Tensor): { dtype: number } => ({ dtype: DTYPE[tensor.dtype] });

const dtypeOfAttr = (tensor: tf.Tensor): { dtype: { dtype: number } } => ({ dtype: dtypeOf(tensor) });

/** A resource that several parts of a graph share by its name. */
export const addHandle = (graph: GraphDef, tensor: tf.Tensor, name: string): string =>
  graph.add('VarHandleOp', [], {
    dtype: dtypeOf(tensor),
    shape: { shape: tensor.shape },
    shared_name: { text: name },
    container: { text: '' },
  });

/** Builds one program's part of a graph: its ops, and the order in which variables are read and updated. */
export class ProgramGraph {
  readonly graph = new GraphDef();
  readonly #handles = new Map<tf.Tensor, string>();
  /** Where each variable stands, as the runs so far have left it. */
  readonly #reads = new Map<tf.Tensor, string>();

  /** @param nameOf the shared name of a tensor that the graph holds */
  constructor(readonly nameOf: (tensor: tf.Tensor) => string) {}

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
    const read = this.graph.add('ReadVariableOp', [this.#handle(tensor)], dtypeOfAttr(tensor));
    this.#reads.set(tensor, read);
    return read;
  };

  /** Adds one run of a program. @returns its outputs */
  addRun(name: string, scope: string, { program, inputs }: Entry, constants: readonly tf.Tensor[]): string[] {
    const { graph } = this;
    const fed = inputs.map((tensor, i) => ({
      tensor,
      ref: graph.add(
        'Placeholder',
        [],
        { ...dtypeOfAttr(tensor), shape: { shape: tensor.shape } },
        `${scope}/input${i}`,
      ),
    }));
    const known = {
      inputs: fed,
      constants: new Map(constants.map((constant) => [constant, this.#read(constant)])),
      read: this.#read,
    };
    return trace(graph, known, program, ({ result, refOf, assigned }) => {
      if (result instanceof Promise)
        throw misused(name, 'a program that returns at once', 'a promise', 'Await before, and give values as inputs.');
      const { outputs, updates = [] }: Result = result;
      const ref = (tensor: tf.Tensor): string => {
        const found = refOf(tensor);
        if (found !== undefined) return found;
        throw misused(
          name,
          'outputs and updates that it computes',
          'a tensor made before tracing',
          'Make it inside the program.',
        );
      };
      if (outputs.length === 0)
        throw misused(name, 'a program with outputs', 'none', 'Return one, such as the loss: updates run before it.');
      const handle = (variable: tf.Variable): string => {
        if (!constants.includes(variable)) return this.#handle(variable);
        throw misused(
          name,
          'updates of variables',
          `an update of the constant ${variable.name}`,
          'Name it among the variables.',
        );
      };
      const assign = (variable: tf.Variable, value: string) => ({
        touched: [variable],
        add: (after: string[]) =>
          graph.add('AssignVariableOp', [handle(variable), value, ...after], dtypeOfAttr(variable)),
      });
      const changes = [
        ...assigned.map(({ variable, ref: value }) => assign(variable, value)),
        ...updates.map((update) =>
          update.kind === 'assign'
            ? assign(update.variable, ref(update.value))
            : {
                touched: update.resources,
                add: (after: string[]) =>
                  graph.add(
                    update.op,
                    [...update.resources.map(handle), ...update.inputs.map(ref), ...after],
                    update.attrs,
                  ),
              },
        ),
      ];
      const changed = changes.flatMap(({ touched }) => touched);
      const twice = changed.find((variable, i) => changed.indexOf(variable) < i);
      if (twice) throw misused(name, 'one update a variable', `two of ${twice.name}`, 'Add them up.');
      // An update waits for the reads of what it changes, so that all of the step sees the old values.
      const done = changes.map(({ touched, add }) => ({
        touched,
        node: add(touched.map((each) => `^${this.#read(each)}`)),
      }));
      const results = outputs.map((output, i) => {
        const inputsOfOutput = [ref(output), ...done.map(({ node }) => `^${node}`)];
        return graph.add('Identity', inputsOfOutput, { T: dtypeOf(output) }, `${scope}/output${i}`);
      });
      for (const { node, touched } of done)
        for (const variable of touched)
          this.#reads.set(
            variable,
            graph.add('ReadVariableOp', [this.#handle(variable), `^${node}`], dtypeOfAttr(variable)),
          );
      return results;
    });
  }
}
