// TensorFlow ops that TensorFlow.js lacks, or has in a form that cannot be traced, under their TensorFlow names.
import { backend, tf, type TFEOpAttr } from '@reprise/runtime';

/** Attributes of an op: a text is a dtype, a number an integer. */
type Attrs = Record<string, string | number | boolean>;

function bindingAttr([name, value]: [string, Attrs[string]]): TFEOpAttr {
  const { binding } = backend();
  if (typeof value === 'boolean') return { name, type: binding.TF_ATTR_BOOL, value };
  if (typeof value === 'number') return { name, type: binding.TF_ATTR_INT, value };
  const { TF_FLOAT: float32, TF_INT32: int32, TF_INT64: int64, TF_BOOL: bool, TF_UINT8: uint8 } = binding;
  const dtypes: Record<string, number> = { float32, int32, int64, bool, uint8 };
  return { name, type: binding.TF_ATTR_TYPE, value: dtypes[value] };
}

/** The prefix avoids TensorFlow.js's own kernels, which have the ops' names. */
const kernelOf = (op: string): string => `TensorFlow ${op}`;

/**
 * Runs a kernel of TensorFlow.js, so that the gradient tape records it: differentiating through an op without a registered
 * gradient throws. It is registered when it first runs.
 * @param kernel must be the same for all calls with this name
 */
function runKernel<S, T>(
  name: string,
  inputs: tf.Tensor[],
  settings: S,
  kernel: (inputs: tf.Tensor[], settings: S) => T,
): T {
  const kernelName = kernelOf(name);
  if (!tf.getKernel(kernelName, 'tensorflow'))
    tf.registerKernel({
      kernelName,
      backendName: 'tensorflow',
      kernelFunc: ({ inputs: given, attrs }) => kernel(Object.values(given) as tf.Tensor[], attrs as S) as never,
    });
  return tf.engine().runKernel(kernelName, Object.fromEntries(inputs.entries()), settings as tf.NamedAttrMap) as T;
}

function runAll(op: string, inputs: tf.Tensor[], attrs: Attrs, outputs: number): tf.Tensor[] {
  const settings = { list: Object.entries(attrs).map(bindingAttr), outputs };
  return runKernel(op, inputs, settings, (given, { list, outputs: count }) =>
    backend().executeMultipleOutputs(op, list, given, count),
  );
}

const run = <T extends tf.Tensor>(op: string, inputs: tf.Tensor[], attrs: Attrs = { T: 'float32' }): T =>
  runAll(op, inputs, attrs, 1)[0] as T;

/** Runs an op. @param inputs ids of tensors @returns the id of its output */
type Execute = (op: string, inputs: number[], attrs: Attrs) => number;

/**
 * Runs several ops as one kernel, for values between them that TensorFlow.js cannot hold, such as int64.
 * @param work runs the ops on the ids of the inputs. @returns the id of the result
 */
const runTogether = (
  name: string,
  inputs: tf.Tensor[],
  work: (execute: Execute, ids: number[], attrs: Attrs) => number,
  attrs: Attrs = {},
): tf.Tensor =>
  runKernel(name, inputs, attrs, (given, settings) => {
    const { binding } = backend();
    const outputs = new Map<number, ReturnType<typeof binding.executeOp>[number]>();
    const execute: Execute = (op, ids, list) => {
      const [output] = binding.executeOp(op, Object.entries(list).map(bindingAttr), ids, 1);
      outputs.set(output.id, output);
      return output.id;
    };
    const result = work(execute, backend().getInputTensorIds(given), settings);
    for (const id of outputs.keys()) if (id !== result) binding.deleteTensor(id);
    return backend().createOutputTensor(outputs.get(result) as never);
  });

const TO_INT64 = { SrcT: 'int32', DstT: 'int64', Truncate: false };

/** The indices of the true values of `mask`, in order: int32 [values, rank of the mask]. */
export const where = (mask: tf.Tensor): tf.Tensor =>
  runTogether('Where', [mask], (execute, ids) =>
    execute('Cast', [execute('Where', ids, { T: 'bool' })], { SrcT: 'int64', DstT: 'int32', Truncate: false }),
  );

/**
 * A sparse matrix, or its transpose, times a dense one. Much faster than `SparseTensorDenseMatMul`, which is not vectorized.
 * @param indices int32 [n, 2], sorted @param values float32 [n] @param shape of the sparse matrix
 */
export const sparseMatMul = (
  indices: tf.Tensor,
  values: tf.Tensor,
  shape: [number, number],
  dense: tf.Tensor,
  transpose: boolean,
): tf.Tensor =>
  runTogether(
    'SparseMatrixMatMul',
    [indices, values, tf.tensor1d(shape, 'int32'), dense],
    (execute, [at, nonzeros, size, b], { transpose_a }) => {
      const [at64, size64] = [at, size].map((id) => execute('Cast', [id], TO_INT64));
      const a = execute('SparseTensorToCSRSparseMatrix', [at64, nonzeros, size64], { T: 'float32' });
      const not = { transpose_b: false, adjoint_a: false, adjoint_b: false, transpose_output: false };
      return execute('SparseMatrixMatMul', [a, b], { T: 'float32', transpose_a, ...not, conjugate_output: false });
    },
    { transpose_a: transpose },
  );

/**
 * Random int32 over the full range, from a seed, by Philox: identical on every machine.
 * @param seed int32 [2]
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/StatelessRandomUniformFullInt
 */
export const statelessRandomInts = (count: number, seed: tf.Tensor1D): tf.Tensor1D =>
  run('StatelessRandomUniformFullInt', [tf.tensor1d([count], 'int32'), seed], {
    dtype: 'int32',
    T: 'int32',
    Tseed: 'int32',
  });

/**
 * Random float32 from a seed, by Philox: identical on every machine up to rounding.
 * @param seed int32 [2]
 */
export const statelessRandom = (
  op: 'StatelessRandomUniform' | 'StatelessRandomNormal' | 'StatelessTruncatedNormal',
  shape: number[],
  seed: tf.Tensor1D,
): tf.Tensor => run(op, [tf.tensor1d(shape, 'int32'), seed], { dtype: 'float32', T: 'int32', Tseed: 'int32' });

/** `tf.clipByValue` as one kernel; TensorFlow.js's is two. */
export const clip = (x: tf.Tensor, low: number, high: number): tf.Tensor =>
  run('ClipByValue', [x, tf.scalar(low), tf.scalar(high)]);

/** `tf.gather` without reading the indices back to check them: TensorFlow checks them when the op runs. */
export const gather = (params: tf.Tensor, indices: tf.Tensor, axis = 0, batchDims = 0): tf.Tensor =>
  run('GatherV2', [params, indices, tf.scalar(axis, 'int32')], {
    batch_dims: batchDims,
    Tparams: params.dtype,
    Tindices: 'int32',
    Taxis: 'int32',
  });

/**
 * Counts the numbers 0 to `size - 1` in `x`, or sums their weights; with `binary`, 1 for each number that occurs.
 * @param x int32 [n], or [rows, n] to count row by row @param weights of the same shape, or [0] for ones
 * @returns [size] or [rows, size], in the dtype of the weights
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/DenseBincount
 */
export const denseBincount = (x: tf.Tensor, weights: tf.Tensor, size: number, binary: boolean): tf.Tensor =>
  run('DenseBincount', [x, tf.scalar(size, 'int32'), weights], {
    Tidx: 'int32',
    T: weights.dtype,
    binary_output: binary,
  });

/** The bytes of int32 [rows, n], in memory order, as float32 [rows, n, 4]. */
export const bytesAsFloats = (packed: tf.Tensor): tf.Tensor3D =>
  run('Cast', [run('Bitcast', [packed], { T: 'int32', type: 'uint8' })], {
    SrcT: 'uint8',
    DstT: 'float32',
    Truncate: false,
  });

/** Sums rows of `data` [k, …] into `segments` rows, row j into row `ids[j]`: the gradient of {@link gather}. */
export const unsortedSegmentSum = (data: tf.Tensor, ids: tf.Tensor, segments: number): tf.Tensor =>
  run('UnsortedSegmentSum', [data, ids, tf.scalar(segments, 'int32')], {
    T: 'float32',
    Tindices: 'int32',
    Tnumsegments: 'int32',
  });

/**
 * Cross-entropy of each row and its gradient, fused. CPU only: the GPU kernel is not deterministic, and TensorFlow refuses to
 * run it in deterministic mode.
 * @param logits float32 [n, classes] @param labels int32 [n]
 * @returns loss [n] and d loss / d logits [n, classes]
 */
export const sparseSoftmaxCrossEntropy = (logits: tf.Tensor2D, labels: tf.Tensor1D): tf.Tensor[] =>
  runAll('SparseSoftmaxCrossEntropyWithLogits', [logits, labels], { T: 'float32', Tlabels: 'int32' }, 2);

/** The logarithm of the softmax over the last axis. */
export const logSoftmax = (logits: tf.Tensor2D): tf.Tensor2D => run('LogSoftmax', [logits]);

/** dy · (1 - y²): the gradient of y = tanh(x), in one kernel. */
export const tanhGrad = (y: tf.Tensor, dy: tf.Tensor): tf.Tensor => run('TanhGrad', [y, dy]);

/** The gradient of y = relu(x): dy where y > 0, in one kernel. */
export const reluGrad = (dy: tf.Tensor, y: tf.Tensor): tf.Tensor => run('ReluGrad', [dy, y]);

tf.registerGradient({
  kernelName: kernelOf('ReluGrad'),
  inputsToSave: ['1'],
  gradFunc: (given, [y]) => ({ 0: () => reluGrad(given as tf.Tensor, y), 1: () => tf.zerosLike(y) }),
});

/** Matrix product [n, k] x [k, m]. `tf.matMul` runs it as a batch of one, between two reshapes. */
export const matMul = (a: tf.Tensor, b: tf.Tensor, transposeA = false, transposeB = false): tf.Tensor2D =>
  run('MatMul', [a, b], { T: 'float32', transpose_a: transposeA, transpose_b: transposeB });

/** Sum of equally shaped tensors in one kernel. */
export const addN = (tensors: tf.Tensor[]): tf.Tensor => (tensors.length === 1 ? tensors[0] : tf.addN(tensors));

/** Adds a bias to each channel of the last dimension. */
export const biasAdd = (x: tf.Tensor, bias: tf.Tensor): tf.Tensor => run('BiasAdd', [x, bias]);

/** Sum over all dimensions except the last: the bias gradient of {@link biasAdd}. */
export const biasAddGrad = (dy: tf.Tensor): tf.Tensor1D => run('BiasAddGrad', [dy]);

/**
 * Eigenvalues [n], ascending, and eigenvectors [n, n], as columns, of a symmetric matrix [n, n].
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/SelfAdjointEigV2
 */
export const selfAdjointEig = (symmetric: tf.Tensor2D): [tf.Tensor1D, tf.Tensor2D] =>
  runAll('SelfAdjointEigV2', [symmetric], { compute_v: true, T: 'float32' }, 2) as [tf.Tensor1D, tf.Tensor2D];

/** Matrix products [.., n, k] x [.., k, m]; leading dimensions of size 1 are broadcast. */
export const batchMatMul = (a: tf.Tensor, b: tf.Tensor): tf.Tensor =>
  run('BatchMatMulV2', [a, b], { T: 'float32', adj_x: false, adj_y: false });
