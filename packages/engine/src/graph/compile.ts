import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Problem } from '@reprise/data';
import { backend } from '../tensorflow/backend';
import { tf } from '../tensorflow/tf';
import { DTYPE, GraphDef, writeSavedModel } from './graph-def';
import type { Program, Result } from './program';
import { type Refs, tensorId, trace } from './trace';

/** Programs by name, each with inputs that show their shapes and dtypes; the values only have to be valid. */
export type Programs<Name extends string> = Record<Name, { program: Program; inputs: tf.Tensor[] }>;

export interface Compiled<Name extends string> {
  /**
   * Runs a program in one call of a TensorFlow session. The caller disposes what it returns.
   * @throws Problem when inputs differ in number, shape or dtype from those that it was compiled with
   */
  run(name: Name, inputs: tf.Tensor[]): tf.Tensor[];
  /** Copies the graph's variables into the TensorFlow.js variables it was compiled with. */
  pull(): void;
  /** Copies the TensorFlow.js variables into the graph. */
  push(): void;
  /** Nodes in the graph. */
  readonly nodes: number;
  dispose(): void;
}

const signature = (tensors: tf.Tensor[]): string =>
  tensors.map((t) => `${t.dtype}[${t.shape}]`).join(', ') || 'nothing';

const dtypeOf = (tensor: tf.Tensor): { dtype: number } => ({ dtype: DTYPE[tensor.dtype] });

/**
 * Compiles programs over common variables into one TensorFlow graph. Each program runs once, eagerly, while its ops are
 * recorded; from then on a call runs the whole of it natively: forward pass, gradients and updates. The graph holds its
 * own copies of the variables: they start from the given ones, and {@link Compiled.pull} brings them back.
 *
 * @param variables all variables that the programs read or update
 * @throws Problem when a program reads a value back while it is traced, or uses a tensor that is none of its own
 * @example
 * const w = tf.variable(tf.scalar(2));
 * const compiled = compile([w], {
 *   double: { program: ([x]) => ({ outputs: [tf.mul(x, w)] }), inputs: [tf.scalar(1)] },
 * });
 * compiled.run('double', [tf.scalar(21)])[0].dataSync(); // Float32Array [42]
 */
export function compile<Name extends string>(variables: tf.Variable[], programs: Programs<Name>): Compiled<Name> {
  const graph = new GraphDef();
  const shared: Refs = new Map();
  const handles = new Map<tf.Variable, string>();

  variables.forEach((variable, i) => {
    const dtype = dtypeOf(variable);
    const shape = { shape: variable.shape };
    const handle = graph.add('VarHandleOp', [], {
      dtype,
      shape,
      shared_name: { text: `v${i}` },
      container: { text: '' },
    });
    handles.set(variable, handle);
    shared.set(tensorId(variable), graph.add('ReadVariableOp', [handle], { dtype }, `read${i}`));
    graph.add('Placeholder', [], { dtype, shape }, `value${i}`);
    graph.add('AssignVariableOp', [handle, `value${i}`], { dtype }, `assign${i}`);
  });
  const one = graph.constant(DTYPE.int32, [], new Uint8Array(Int32Array.of(1).buffer));
  graph.add('Identity', [one, ...variables.map((_, i) => `^assign${i}`)], { T: { dtype: DTYPE.int32 } }, 'pushed');

  const handleOf = (variable: tf.Variable): string => {
    const handle = handles.get(variable);
    if (handle === undefined)
      throw new Problem({
        where: 'compile',
        expected: 'updates of the given variables',
        found: `an update of ${variable.name}`,
        todo: 'Name it among the variables.',
      });
    return handle;
  };

  const addProgram = (name: string, program: Program, inputs: tf.Tensor[]): string[] => {
    const refs: Refs = new Map(shared);
    inputs.forEach((input, i) => {
      const attrs = { dtype: dtypeOf(input), shape: { shape: input.shape } };
      refs.set(tensorId(input), graph.add('Placeholder', [], attrs, `${name}/input${i}`));
    });
    const refOf = (tensor: tf.Tensor): string => {
      const ref = refs.get(tensorId(tensor));
      if (ref !== undefined) return ref;
      throw new Problem({
        where: name,
        expected: 'outputs and updates that it computes',
        found: 'a tensor made before tracing',
        todo: 'Make it inside the program.',
      });
    };
    const read = ({ outputs, updates = [] }: Result): string[] => {
      const done = updates.map((update) => {
        const touched = update.kind === 'assign' ? [update.variable] : update.resources;
        // An update waits for the reads of what it changes, so that all of the step sees the old values.
        const afterReads = touched.map((variable) => `^${shared.get(tensorId(variable))}`);
        return update.kind === 'assign'
          ? graph.add('AssignVariableOp', [handleOf(update.variable), refOf(update.value), ...afterReads], {
              dtype: dtypeOf(update.variable),
            })
          : graph.add(
              update.op,
              [...update.resources.map(handleOf), ...update.inputs.map(refOf), ...afterReads],
              update.attrs,
            );
      });
      return outputs.map((output, i) => {
        const inputsOfOutput = [refOf(output), ...done.map((node) => `^${node}`)];
        return `${graph.add('Identity', inputsOfOutput, { T: dtypeOf(output) }, `${name}/output${i}`)}:0`;
      });
    };
    return trace(graph, refs, () => program(inputs), read);
  };

  const calls = Object.fromEntries(
    (Object.entries(programs) as [Name, Programs<Name>[Name]][]).map(([name, { program, inputs }]) => [
      name,
      {
        signature: signature(inputs),
        inputs: inputs.map((_, i) => `${name}/input${i}:0`).join(','),
        outputs: addProgram(name, program, inputs).join(','),
      },
    ]),
  ) as Record<Name, { signature: string; inputs: string; outputs: string }>;

  const session = loadSession(graph);
  const call = (inputs: tf.Tensor[], feeds: string, fetches: string): tf.Tensor[] => {
    const host = backend();
    const results = host.binding.runSavedModel(session, host.getInputTensorIds(inputs), feeds, fetches);
    return results.map((metadata) => host.createOutputTensor(metadata));
  };
  const push = (): void => tf.dispose(call(variables, variables.map((_, i) => `value${i}:0`).join(','), 'pushed:0'));
  push();

  return {
    nodes: graph.nodes.length,
    push,
    run(name, inputs) {
      const expected = calls[name];
      const found = signature(inputs);
      if (found !== expected.signature)
        throw new Problem({
          where: name,
          expected: `inputs ${expected.signature}`,
          found,
          todo: 'Compile a program for each shape: a graph has the shapes that it was traced with.',
        });
      return call(inputs, expected.inputs, expected.outputs);
    },
    pull() {
      const values = call([], '', variables.map((_, i) => `read${i}:0`).join(','));
      variables.forEach((variable, i) => variable.assign(values[i]));
      tf.dispose(values);
    },
    dispose: () => backend().binding.deleteSavedModel(session),
  };
}

function loadSession(graph: GraphDef): number {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-graph-'));
  try {
    writeSavedModel(graph, folder);
    return backend().binding.loadSavedModel(folder, 'serve');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
