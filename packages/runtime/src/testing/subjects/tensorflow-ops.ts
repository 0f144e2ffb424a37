import { nastyText, subject } from '@reprise/base/fuzz';
import * as fc from 'fast-check';
import { backend, type TFEOpAttr } from '../../tensorflow/backend';

const OPS = [
  ...['Neg', 'Identity', 'AddV2', 'MatMul', 'Cast', 'Reshape', 'Transpose', 'ConcatV2', 'Sum', 'GatherV2', 'Pad', 'Tile'],
  ...['StridedSlice', 'Split', 'Pack', 'OneHot', 'Fill', 'Range', 'Where', 'TopKV2', 'Conv2D', 'MaxPool', 'BiasAdd'],
  ...['Conv2DBackpropFilter', 'FusedBatchNormV3', 'ResizeBilinear', 'ScatterNd', 'Bitcast', 'StringJoin', 'EncodePng'],
  ...['Bincount', 'DenseBincount', 'UnsortedSegmentSum', 'DepthToSpace', 'SpaceToBatchND', 'LRN', 'Cumsum', 'Einsum'],
];
const NAMES = [
  ...['T', 'Tidx', 'Tperm', 'Tshape', 'Tindices', 'Tparams', 'Taxis', 'SrcT', 'DstT', 'N', 'axis', 'num_split', 'k'],
  ...['strides', 'padding', 'dilations', 'ksize', 'data_format', 'keep_dims', 'block_size', 'transpose_a', 'type'],
  ...['begin_mask', 'epsilon', 'sorted', 'explicit_paddings', 'equation', 'index_type', 'shape', 'is_training'],
];

const size = fc.oneof({ weight: 8, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.constantFrom(-1, 0.5, NaN, 2 ** 53) });
const tensor = fc.record({
  shape: fc.array(size, { maxLength: 5 }),
  dtype: fc.constantFrom('TF_FLOAT', 'TF_INT32', 'TF_BOOL', 'TF_INT64', 'TF_STRING', 'TF_UINT8', 'TF_COMPLEX64'),
  values: fc.constantFrom(Float32Array, Int32Array, Uint8Array),
  fill: fc.integer({ min: -3, max: 300 }),
  /** How many values more than the shape has. */
  more: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: -2, max: 2 }) }),
});
const number = fc.oneof(fc.integer({ min: -3, max: 30 }), fc.constantFrom(2 ** 31, -(2 ** 63), 1e300, NaN, 0.5));
const value = fc.oneof(
  number,
  fc.array(number, { maxLength: 6 }),
  fc.boolean(),
  fc.array(fc.boolean(), { maxLength: 3 }),
  fc.constantFrom('SAME', 'VALID', 'NHWC', 'NCHW', 'ij,jk->ik', null, undefined),
  nastyText,
);
const attribute = fc.record({
  name: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...NAMES) }, { weight: 1, arbitrary: nastyText }),
  type: fc.integer({ min: 0, max: 7 }),
  value,
});

/** Makes a tensor, or is refused. */
function create({ shape, dtype, values: ArrayType, fill, more }: FuzzedTensor): number | undefined {
  const { binding } = backend();
  const elements = shape.reduce((product, n) => product * n, 1);
  const count = Math.min(Math.max(0, (Number.isInteger(elements) ? elements : 0) + more), 1000);
  const strings = Array.from({ length: count }, () => Buffer.alloc(Math.abs(fill), 'x'));
  try {
    const given = dtype === 'TF_STRING' ? strings : new ArrayType(count).fill(fill);
    return binding.createTensor(shape, binding[dtype], given as Float32Array);
  } catch (error) {
    if (!/Shape does not match|does not match|Not a shape/.test((error as Error).message)) throw error;
    return undefined;
  }
}
type FuzzedTensor = typeof tensor extends fc.Arbitrary<infer T> ? T : never;

export default subject({
  name: 'ops, attributes and tensors of TensorFlow',
  share: 0.5,
  input: fc.record({
    op: fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...OPS) }, { weight: 1, arbitrary: nastyText }),
    inputs: fc.array(tensor, { maxLength: 4 }),
    attributes: fc.array(attribute, { maxLength: 5 }),
    outputs: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(0, 2, 5, -1, 0.5) }),
  }),
  read({ op, inputs, attributes, outputs }) {
    const { binding } = backend();
    const before = binding.getNumOfTensors();
    const made = inputs.map(create).filter((id) => id !== undefined);
    let ran = false;
    try {
      const results = binding.executeOp(op, attributes as TFEOpAttr[], made, outputs);
      ran = true;
      for (const { id, shape } of results) {
        if (shape.some((n) => !Number.isSafeInteger(n) || n < 0)) throw new Error(`an output of shape [${shape}]`);
        try {
          binding.tensorDataSync(id);
        } catch (error) {
          if (!(error as Error).message.startsWith('Unhandled TF_DataType')) throw error;
        }
        binding.deleteTensor(id);
      }
    } catch (error) {
      if (ran || !(error instanceof Error)) throw error;
    }
    made.forEach((id) => binding.deleteTensor(id));
    if (binding.getNumOfTensors() !== before) throw new Error('a tensor is left');
    // What TensorFlow refused leaves it as it was.
    const two = binding.createTensor([], binding.TF_FLOAT, Float32Array.of(2));
    const [negated] = binding.executeOp('Neg', [], [two], 1);
    if (binding.tensorDataSync(negated.id)[0] !== -2) throw new Error('another result');
    [two, negated.id].forEach((id) => binding.deleteTensor(id));
    return ran ? 'read' : 'refused';
  },
});
