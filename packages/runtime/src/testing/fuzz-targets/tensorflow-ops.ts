import { hostileText, fuzzTarget } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { backend, type TFEOpAttr } from '../../tensorflow/backend';

type Type = 'TF_FLOAT' | 'TF_INT32' | 'TF_BOOL' | 'TF_INT64' | 'TF_STRING' | 'TF_UINT8' | 'TF_COMPLEX64';
interface Input {
  dtype: Type;
  shape: number[];
  values: number[];
}
interface Call {
  op: string;
  inputs: Input[];
  attributes: TFEOpAttr[];
  outputs: number;
}

const ATTRIBUTE = { string: 0, int: 1, float: 2, bool: 3, type: 4, shape: 5 };
const floats = (...shape: number[]): Input => {
  const values = Array.from({ length: shape.reduce((size, n) => size * n, 1) }, (_, i) => i / 2);
  return { dtype: 'TF_FLOAT', shape, values };
};
const ints = (...values: number[]): Input => ({ dtype: 'TF_INT32', shape: [values.length], values });
const int = (value: number): Input => ({ dtype: 'TF_INT32', shape: [], values: [value] });
const text = (name: string, value: string): TFEOpAttr => ({ name, type: ATTRIBUTE.string, value });
const number = (name: string, value: number): TFEOpAttr => ({ name, type: ATTRIBUTE.int, value });
const type = (name: string, value: number): TFEOpAttr => ({ name, type: ATTRIBUTE.type, value });
const flag = (name: string, value: boolean): TFEOpAttr => ({ name, type: ATTRIBUTE.bool, value });
const call = (op: string, inputs: Input[], attributes: TFEOpAttr[] = [], outputs = 1): Call => ({
  op,
  inputs,
  attributes,
  outputs,
});

/**
 * Valid calls. Not Conv2D and MaxPool: their oneDNN kernels end the process on an input of another rank, which TensorFlow.js
 * refuses earlier.
 */
const CALLS = [
  call('Neg', [floats(2, 3)], [type('T', 1)]),
  call('AddV2', [floats(2, 3), floats(3)]),
  call('MatMul', [floats(2, 3), floats(3, 2)], [flag('transpose_a', false)]),
  call('Cast', [floats(4)], [type('DstT', 3)]),
  call('Reshape', [floats(2, 3), ints(3, 2)]),
  call('Transpose', [floats(2, 3), ints(1, 0)]),
  call('ConcatV2', [floats(2), floats(3), int(0)], [number('N', 2)]),
  call('Pack', [floats(2), floats(2)], [number('N', 2), number('axis', 1)]),
  call('Sum', [floats(2, 3), ints(1)], [flag('keep_dims', true)]),
  call('GatherV2', [floats(4, 2), ints(3, 0), int(0)]),
  call('Pad', [floats(2, 2), { dtype: 'TF_INT32', shape: [2, 2], values: [1, 0, 0, 1] }]),
  call('Tile', [floats(2, 2), ints(1, 3)]),
  call('Split', [int(0), floats(4, 2)], [number('num_split', 2)], 2),
  call('StridedSlice', [floats(4, 4), ints(0, 1), ints(2, 3), ints(1, 1)], [number('begin_mask', 1)]),
  call('OneHot', [ints(1, 2), int(3), { ...floats(), values: [1] }, floats()]),
  call('TopKV2', [floats(5), int(2)], [flag('sorted', true)], 2),
  call('BiasAdd', [floats(2, 3), floats(3)], [text('data_format', 'NHWC')]),
  call('UnsortedSegmentSum', [floats(3, 2), ints(0, 1, 0), int(2)]),
  call('DepthToSpace', [floats(1, 1, 1, 4)], [number('block_size', 2)]),
  call('Bitcast', [ints(1, 2)], [type('type', 1)]),
  call('StringJoin', [{ dtype: 'TF_STRING', shape: [2], values: [1, 40] }], [number('N', 1)]),
  call('Where', [{ dtype: 'TF_BOOL', shape: [3], values: [1, 0, 1] }]),
];

const size = fc.oneof(
  { weight: 8, arbitrary: fc.nat(5) },
  { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, NaN, 2 ** 53) },
);
const numeric = fc.oneof(fc.integer({ min: -3, max: 30 }), fc.constantFrom(2 ** 31, -(2 ** 63), 1e300, NaN, 0.5));
const value = fc.oneof(
  numeric,
  fc.array(numeric, { maxLength: 6 }),
  fc.boolean(),
  fc.constantFrom('SAME', 'VALID', 'NHWC', 'NCHW', 'EXPLICIT', null, undefined),
  hostileText,
);
const at = fc.nat();
const replaced = <T>(values: T[], i: number, by: (old: T) => T): T[] =>
  values.length === 0 ? values : values.with(i % values.length, by(values[i % values.length]));
const input = (i: number, change: (old: Input) => Input) => (call: Call) => ({
  ...call,
  inputs: replaced(call.inputs, i, change),
});
const attribute = (i: number, change: (old: TFEOpAttr) => TFEOpAttr) => (call: Call) => ({
  ...call,
  attributes: replaced(call.attributes, i, change),
});
/** Changes to a call. */
const change: fc.Arbitrary<(call: Call) => Call> = fc.oneof(
  fc.tuple(at, fc.array(size, { maxLength: 5 })).map(([i, shape]) => input(i, (old) => ({ ...old, shape }))),
  fc.tuple(at, at, size).map(([i, j, n]) => input(i, (old) => ({ ...old, shape: replaced(old.shape, j, () => n) }))),
  fc
    .tuple(
      at,
      fc.constantFrom<Type>('TF_FLOAT', 'TF_INT32', 'TF_BOOL', 'TF_INT64', 'TF_STRING', 'TF_UINT8', 'TF_COMPLEX64'),
    )
    .map(([i, dtype]) => input(i, (old) => ({ ...old, dtype }))),
  fc
    .tuple(at, at, numeric)
    .map(([i, j, n]) => input(i, (old) => ({ ...old, values: replaced(old.values, j, () => n) }))),
  fc.tuple(at, value).map(([i, v]) => attribute(i, (old) => ({ ...old, value: v as number }))),
  fc.tuple(at, fc.nat(7)).map(([i, kind]) => attribute(i, (old) => ({ ...old, type: kind }))),
  fc
    .tuple(at, fc.oneof(fc.constantFrom('T', 'N', 'axis', 'padding'), hostileText))
    .map(([i, name]) => attribute(i, (old) => ({ ...old, name }))),
  fc.constant((call: Call) => ({ ...call, attributes: call.attributes.slice(1) })),
  fc.constant((call: Call) => ({ ...call, inputs: call.inputs.slice(1) })),
  fc.constant((call: Call) => ({ ...call, inputs: [...call.inputs, ...call.inputs] })),
  fc.oneof(fc.nat(5), fc.constantFrom(-1, 0.5)).map((outputs) => (call: Call) => ({ ...call, outputs })),
  fc.constantFrom(...CALLS.map(({ op }) => op), 'NoSuchOp').map((op) => (call: Call) => ({ ...call, op })),
);

/** Creates a tensor. @returns undefined if it is refused */
function create({ dtype, shape, values }: Input): number | undefined {
  const { binding } = backend();
  const size = Math.abs(shape.reduce((product, n) => product * n, 1));
  const count = Number.isInteger(size) ? Math.min(size, 1000) * (dtype === 'TF_INT64' ? 2 : 1) : 1;
  const of = (i: number): number => values[i % Math.max(values.length, 1)] ?? 1;
  const arrays = { TF_FLOAT: Float32Array, TF_COMPLEX64: Float32Array, TF_INT32: Int32Array, TF_INT64: Int32Array };
  const given =
    dtype === 'TF_STRING'
      ? Array.from({ length: count }, (_, i) => Buffer.alloc(Math.min(Math.abs(Math.trunc(of(i)) || 0), 100), 'x'))
      : (arrays[dtype as 'TF_FLOAT'] ?? Uint8Array).from({ length: count }, (_, i) => of(i));
  try {
    return binding.createTensor(shape, binding[dtype], given as Float32Array);
  } catch (error) {
    if (!/does not match|Not a shape/.test((error as Error).message)) throw error;
    return undefined;
  }
}

/** Reads and deletes an output. */
function take({ id, shape }: { id: number; shape: number[] }): void {
  const { binding } = backend();
  if (shape.some((n) => !Number.isSafeInteger(n) || n < 0)) throw new Error(`an output of shape [${shape}]`);
  try {
    binding.tensorDataSync(id);
  } catch (error) {
    if (!(error as Error).message.startsWith('Unhandled TF_DataType')) throw error;
  }
  binding.deleteTensor(id);
}

export default fuzzTarget({
  name: 'ops, attributes and tensors of TensorFlow',
  weight: 0.5,
  input: fc
    .tuple(fc.constantFrom(...CALLS), fc.array(change, { maxLength: 3 }))
    .map(([valid, changes]) => changes.reduce((changed, one) => one(changed), valid)),
  read({ op, inputs, attributes, outputs }) {
    const { binding } = backend();
    const before = binding.getNumOfTensors();
    const made = inputs.map(create).filter((id) => id !== undefined);
    let results: { id: number; shape: number[] }[] | undefined;
    try {
      results = binding.executeOp(op, attributes, made, outputs);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
    results?.forEach(take);
    made.forEach((id) => binding.deleteTensor(id));
    if (binding.getNumOfTensors() !== before) throw new Error('a tensor is left');
    // A refused call must not affect the next one.
    const two = binding.createTensor([], binding.TF_FLOAT, Float32Array.of(2));
    const [negated] = binding.executeOp('Neg', [], [two], 1);
    if (binding.tensorDataSync(negated.id)[0] !== -2) throw new Error('another result');
    [two, negated.id].forEach((id) => binding.deleteTensor(id));
    return results === undefined ? 'refused' : 'read';
  },
});
