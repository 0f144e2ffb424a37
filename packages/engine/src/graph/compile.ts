import { Problem } from '@reprise/base';
import { backend, type Session, tf } from '@reprise/runtime';
import { DTYPE, GraphDef, serializeGraph } from './graph-def';
import type { Program, Result } from './program';
import { type Refs, tensorId, trace } from './trace';

/**
 * Programs by name, each with inputs that show their shapes and dtypes; the values only have to be valid. One that is
 * repeated runs so many times in a call, each time with inputs of its own and on the variables that the time before left.
 */
export type Programs<Name extends string> = Record<Name, { program: Program; inputs: tf.Tensor[]; repeat?: number }>;

export interface Compiled<Name extends string> {
  /**
   * Runs a program in one call of a TensorFlow session. The caller disposes what it returns.
   * @param inputs of all repetitions, one after the other; outputs come likewise
   * @throws Problem when inputs differ in number, shape or dtype from those that it was compiled with
   */
  run(name: Name, inputs: tf.Tensor[]): tf.Tensor[];
  /**
   * As {@link run}, on another thread: JavaScript goes on meanwhile. Same bits. Calls run one after the other, in the order
   * in which they were made; the inputs may be disposed at once.
   * @throws Problem at once as {@link run} does
   */
  runAsync(name: Name, inputs: tf.Tensor[]): Promise<tf.Tensor[]>;
  /** Copies the graph's variables into the TensorFlow.js variables it was compiled with. */
  pull(): void;
  /** Copies the TensorFlow.js variables into the graph. */
  push(): void;
  /** Nodes in the graph. */
  readonly nodes: number;
  dispose(): void;
}

/**
 * How many ops of a graph run side by side, on threads of its session's own: the towers into which a batch is split, or
 * the two directions of a bidirectional layer. A constant and part of the run record, since the order of additions, and so
 * the last bits, may follow from it.
 */
export const INTER_OP_THREADS = 2;

const signature = (tensors: tf.Tensor[]): string =>
  tensors.map((t) => `${t.dtype}[${t.shape}]`).join(', ') || 'nothing';

const misused = (where: string, expected: string, found: string, todo: string): Problem =>
  new Problem({ where, expected, found, todo });

const dtypeOf = (tensor: tf.Tensor): { dtype: number } => ({ dtype: DTYPE[tensor.dtype] });

/**
 * Compiles programs over common variables into one TensorFlow graph. Each program runs once, eagerly, while its ops are
 * recorded; from then on a call runs the whole of it natively: forward pass, gradients and updates. The graph holds its
 * own copies of the variables: they start from the given ones, and {@link Compiled.pull} brings them back.
 *
 * @param variables all variables that the programs read or update
 * @param constants tensors that the programs read and that never change, such as a data set; the graph keeps a copy
 * @throws Problem when a program reads a value back while it is traced, or uses a tensor that is none of its own
 * @example
 * const w = tf.variable(tf.scalar(2));
 * const compiled = compile([w], {
 *   double: { program: ([x]) => ({ outputs: [tf.mul(x, w)] }), inputs: [tf.scalar(1)] },
 * });
 * compiled.run('double', [tf.scalar(21)])[0].dataSync(); // Float32Array [42]
 */
export function compile<Name extends string>(
  variables: tf.Variable[],
  programs: Programs<Name>,
  constants: tf.Tensor[] = [],
): Compiled<Name> {
  const graph = new GraphDef();
  const initial: Refs = new Map();
  const handles = new Map<tf.Tensor, string>();

  const kept: tf.Tensor[] = [...variables, ...constants];
  kept.forEach((tensor, i) => {
    const dtype = dtypeOf(tensor);
    const shape = { shape: tensor.shape };
    const handle = graph.add('VarHandleOp', [], {
      dtype,
      shape,
      shared_name: { text: `v${i}` },
      container: { text: '' },
    });
    handles.set(tensor, handle);
    initial.set(tensorId(tensor), graph.add('ReadVariableOp', [handle], { dtype }, `read${i}`));
    graph.add('Placeholder', [], { dtype, shape }, `value${i}`);
    graph.add('AssignVariableOp', [handle, `value${i}`], { dtype }, `assign${i}`);
  });
  const one = graph.constant(DTYPE.int32, [], new Uint8Array(Int32Array.of(1).buffer));
  const fence = (name: string, from: number, to: number): string => {
    const assigned = kept.slice(from, to).map((_, i) => `^assign${from + i}`);
    return graph.add('Identity', [one, ...assigned], { T: { dtype: DTYPE.int32 } }, name);
  };
  fence('pushed', 0, variables.length);
  fence('kept', variables.length, kept.length);

  const handleOf = (variable: tf.Variable): string => {
    const handle = handles.get(variable);
    if (handle === undefined || constants.includes(variable))
      throw misused(
        'compile',
        'updates of the given variables',
        `an update of ${variable.name}`,
        'Name it among the variables.',
      );
    return handle;
  };

  /** Adds one run of a program, which finds tensors under `refs`, and leaves there what it makes of the variables. */
  const addRun = (
    name: string,
    scope: string,
    { program, inputs }: Programs<Name>[Name],
    variableRefs: Refs,
  ): string[] => {
    const refs: Refs = new Map(variableRefs);
    inputs.forEach((input, i) => {
      if (refs.has(tensorId(input)))
        throw misused(
          name,
          'inputs that are tensors of their own',
          `input ${i} twice, or a variable`,
          'Give each input a tensor of its own.',
        );
      const attrs = { dtype: dtypeOf(input), shape: { shape: input.shape } };
      refs.set(tensorId(input), graph.add('Placeholder', [], attrs, `${scope}/input${i}`));
    });
    const refOf = (tensor: tf.Tensor): string => {
      const ref = refs.get(tensorId(tensor));
      if (ref !== undefined) return ref;
      throw misused(
        name,
        'outputs and updates that it computes',
        'a tensor made before tracing',
        'Make it inside the program.',
      );
    };
    const read = ({ outputs, updates = [] }: Result): string[] => {
      const changed = updates.flatMap((update) => (update.kind === 'assign' ? [update.variable] : update.resources));
      const twice = changed.find((variable, i) => changed.indexOf(variable) < i);
      if (twice) throw misused(name, 'one update a variable', `two of ${twice.name}`, 'Add them up.');
      if (outputs.length === 0)
        throw misused(name, 'a program with outputs', 'none', 'Return one, such as the loss: updates run before it.');
      const done = updates.map((update) => {
        const touched = update.kind === 'assign' ? [update.variable] : update.resources;
        // An update waits for the reads of what it changes, so that all of the step sees the old values.
        const afterReads = touched.map((variable) => `^${variableRefs.get(tensorId(variable))}`);
        const node =
          update.kind === 'assign'
            ? graph.add('AssignVariableOp', [handleOf(update.variable), refOf(update.value), ...afterReads], {
                dtype: dtypeOf(update.variable),
              })
            : graph.add(
                update.op,
                [...update.resources.map(handleOf), ...update.inputs.map(refOf), ...afterReads],
                update.attrs,
              );
        return { node, touched };
      });
      const results = outputs.map((output, i) => {
        const inputsOfOutput = [refOf(output), ...done.map(({ node }) => `^${node}`)];
        return `${graph.add('Identity', inputsOfOutput, { T: dtypeOf(output) }, `${scope}/output${i}`)}:0`;
      });
      for (const { node, touched } of done)
        for (const variable of touched) {
          const again = graph.add('ReadVariableOp', [handleOf(variable), `^${node}`], { dtype: dtypeOf(variable) });
          variableRefs.set(tensorId(variable), again);
        }
      return results;
    };
    return trace(graph, refs, () => program(inputs), read);
  };

  const addProgram = (name: string, scope: string, entry: Programs<Name>[Name]) => {
    const { inputs, repeat = 1 } = entry;
    if (!Number.isInteger(repeat) || repeat < 1)
      throw misused(name, 'a number of repetitions from 1 on', `${repeat}`, 'Leave it out, or give one.');
    const variableRefs: Refs = new Map(initial);
    const runs = Array.from({ length: repeat }, (_, k) => `${scope}/${k}`);
    const outputs = runs.flatMap((run) => addRun(name, run, entry, variableRefs));
    return {
      signature: signature(runs.flatMap(() => inputs)),
      inputs: runs.flatMap((run) => inputs.map((_, i) => `${run}/input${i}:0`)).join(','),
      outputs: outputs.join(','),
    };
  };

  // In the graph a program has a number: a node's name may not hold all that a name may here.
  const calls = Object.fromEntries(
    (Object.entries(programs) as [Name, Programs<Name>[Name]][]).map(([name, entry], i) => [
      name,
      addProgram(name, `program${i}`, entry),
    ]),
  ) as Record<Name, ReturnType<typeof addProgram>>;

  const session = openSession(graph);
  const take = (results: ReturnType<Session['run']>): tf.Tensor[] =>
    results.map((metadata) => backend().createOutputTensor(metadata));
  /** Runs of {@link Compiled.runAsync} that have not ended. */
  let underWay = 0;
  let last: Promise<unknown> = Promise.resolve();
  const checkIdle = (): void => {
    if (underWay > 0)
      throw misused('compile', 'no run under way', `${underWay} of runAsync`, 'Await them: they change the variables.');
  };
  const call = (inputs: tf.Tensor[], feeds: string, fetches: string): tf.Tensor[] => {
    checkIdle();
    return take(session.run(backend().getInputTensorIds(inputs), feeds, fetches));
  };
  const programOf = (name: Name, inputs: tf.Tensor[]): (typeof calls)[Name] => {
    const expected = calls[name] as (typeof calls)[Name] | undefined;
    if (!expected) throw misused('compile', Object.keys(programs).join(' or '), name, 'Run one of them.');
    const found = signature(inputs);
    if (found !== expected.signature)
      throw misused(
        name,
        `inputs ${expected.signature}`,
        found,
        'Compile a program for each shape: a graph has the shapes that it was traced with.',
      );
    return expected;
  };
  const names = (prefix: string, from: number, to: number): string =>
    kept
      .slice(from, to)
      .map((_, i) => `${prefix}${from + i}:0`)
      .join(',');
  const push = (): void => tf.dispose(call(variables, names('value', 0, variables.length), 'pushed:0'));
  push();
  tf.dispose(call(constants, names('value', variables.length, kept.length), 'kept:0'));

  return {
    nodes: graph.nodes.length,
    push,
    run(name, inputs) {
      const program = programOf(name, inputs);
      return call(inputs, program.inputs, program.outputs);
    },
    runAsync(name, inputs) {
      const program = programOf(name, inputs);
      const held = inputs.map((input) => tf.keep(tf.clone(input)));
      const start = async (): Promise<tf.Tensor[]> => {
        try {
          return take(await session.runAsync(backend().getInputTensorIds(held), program.inputs, program.outputs));
        } finally {
          underWay--;
          tf.dispose(held);
        }
      };
      underWay++;
      const run = last.then(start);
      last = run.catch(() => undefined);
      return run;
    },
    pull() {
      if (variables.length === 0) return;
      const values = call([], '', names('read', 0, variables.length));
      variables.forEach((variable, i) => variable.assign(values[i]));
      tf.dispose(values);
    },
    dispose() {
      checkIdle();
      session.close();
    },
  };
}

function openSession(graph: GraphDef): Session {
  try {
    return backend().binding.createSession(serializeGraph(graph), { interOpThreads: INTER_OP_THREADS });
  } catch (error) {
    const { message } = error as Error;
    // TensorFlow names the node: "{{node ExpandDims_5}}", or "Input 1 of node AssignVariableOp_10".
    const name = /node ([\w/]+)/.exec(message)?.[1];
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
