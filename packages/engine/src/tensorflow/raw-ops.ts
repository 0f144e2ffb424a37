// TensorFlow ops that TensorFlow.js lacks, or has in a form that cannot be traced, under their TensorFlow names.
import { backend, tf, type TFEOpAttr } from '@reprise/runtime';

const typeAttr = (name: string, dtype: 'float32' | 'int32' | 'bool' | 'uint8'): TFEOpAttr => {
  const { binding } = backend();
  const { TF_FLOAT, TF_INT32, TF_BOOL, TF_UINT8 } = binding;
  const value = { float32: TF_FLOAT, int32: TF_INT32, bool: TF_BOOL, uint8: TF_UINT8 }[dtype];
  return { name, type: binding.TF_ATTR_TYPE, value };
};

const boolAttr = (name: string, value: boolean): TFEOpAttr => ({ name, type: backend().binding.TF_ATTR_BOOL, value });

const intAttr = (name: string, value: number): TFEOpAttr => ({ name, type: backend().binding.TF_ATTR_INT, value });

/**
 * Runs an op as a kernel of TensorFlow.js, so that the gradient tape records it: differentiating through an op without a
 * registered gradient throws.
 */
function run(op: string, attrs: TFEOpAttr[], inputs: tf.Tensor[], outputs = 1): tf.Tensor | tf.Tensor[] {
  const kernelName = kernelOf(op);
  if (!tf.getKernel(kernelName, 'tensorflow'))
    tf.registerKernel({
      kernelName,
      backendName: 'tensorflow',
      kernelFunc({ inputs: given, attrs: settings }) {
        const tensors = Object.values(given) as tf.Tensor[];
        const { list, count } = settings as unknown as { list: TFEOpAttr[]; count: number };
        return count === 1
          ? backend().executeSingleOutput(op, list, tensors)
          : backend().executeMultipleOutputs(op, list, tensors, count);
      },
    });
  const settings = { list: attrs, count: outputs } as unknown as tf.NamedAttrMap;
  return tf.engine().runKernel(kernelName, Object.fromEntries(inputs.map((input, i) => [`${i}`, input])), settings);
}

/** The prefix avoids TensorFlow.js's own kernels, which have the ops' names. */
const kernelOf = (op: string): string => `TensorFlow ${op}`;

const single = <T extends tf.Tensor>(op: string, attrs: TFEOpAttr[], inputs: tf.Tensor[]): T =>
  run(op, attrs, inputs) as T;

/** Runs an op of float32 inputs. */
const floats = <T extends tf.Tensor>(op: string, inputs: tf.Tensor[], ...attrs: TFEOpAttr[]): T =>
  single(op, [typeAttr('T', 'float32'), ...attrs], inputs);

/**
 * Random int32 over the full range, from a seed, by Philox: identical on every machine.
 * @param seed int32 [2]
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/StatelessRandomUniformFullInt
 */
export const statelessRandomInts = (count: number, seed: tf.Tensor1D): tf.Tensor1D =>
  single(
    'StatelessRandomUniformFullInt',
    [typeAttr('dtype', 'int32'), typeAttr('T', 'int32'), typeAttr('Tseed', 'int32')],
    [tf.tensor1d([count], 'int32'), seed],
  );

/**
 * Random float32 from a seed, by Philox: identical on every machine up to rounding.
 * @param seed int32 [2]
 */
export const statelessRandom = (
  op: 'StatelessRandomUniform' | 'StatelessRandomNormal' | 'StatelessTruncatedNormal',
  shape: number[],
  seed: tf.Tensor1D,
): tf.Tensor =>
  single(
    op,
    [typeAttr('dtype', 'float32'), typeAttr('T', 'int32'), typeAttr('Tseed', 'int32')],
    [tf.tensor1d(shape, 'int32'), seed],
  );

/** `tf.gather` without reading the indices back to check them: TensorFlow checks them when the op runs. */
export const gather = (params: tf.Tensor, indices: tf.Tensor, axis: number, batchDims: number): tf.Tensor =>
  single(
    'GatherV2',
    [
      intAttr('batch_dims', batchDims),
      typeAttr('Tparams', params.dtype as 'float32'),
      typeAttr('Tindices', 'int32'),
      typeAttr('Taxis', 'int32'),
    ],
    [params, indices, tf.scalar(axis, 'int32')],
  );

/** Rows of `params` [n, …] at `indices` int32 [k]. */
export const gatherRows = (params: tf.Tensor, indices: tf.Tensor): tf.Tensor => gather(params, indices, 0, 0);

/**
 * Counts the numbers 0 to `size - 1` in `x`, or sums their weights; with `binary`, 1 for each number that occurs.
 * @param x int32 [n], or [rows, n] to count row by row @param weights of the same shape, or [0] for ones
 * @returns [size] or [rows, size], in the dtype of the weights
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/DenseBincount
 */
export const denseBincount = (x: tf.Tensor, weights: tf.Tensor, size: number, binary: boolean): tf.Tensor =>
  single(
    'DenseBincount',
    [typeAttr('Tidx', 'int32'), typeAttr('T', weights.dtype as 'float32'), boolAttr('binary_output', binary)],
    [x, tf.scalar(size, 'int32'), weights],
  );

/** The bytes of int32 [rows, n], in memory order, as float32 [rows, n, 4]. */
export function bytesAsFloats(packed: tf.Tensor): tf.Tensor3D {
  const bytes = single('Bitcast', [typeAttr('T', 'int32'), typeAttr('type', 'uint8')], [packed]);
  const attrs = [typeAttr('SrcT', 'uint8'), typeAttr('DstT', 'float32'), boolAttr('Truncate', false)];
  return single('Cast', attrs, [bytes]);
}

/** Sums rows of `data` [k, …] into `segments` rows, row j into row `ids[j]`: the gradient of {@link gatherRows}. */
export const unsortedSegmentSum = (data: tf.Tensor, ids: tf.Tensor, segments: number): tf.Tensor =>
  single(
    'UnsortedSegmentSum',
    [typeAttr('T', 'float32'), typeAttr('Tindices', 'int32'), typeAttr('Tnumsegments', 'int32')],
    [data, ids, tf.scalar(segments, 'int32')],
  );

/**
 * Cross-entropy of each row and its gradient, fused. CPU only: the GPU kernel is not deterministic, and TensorFlow refuses to
 * run it in deterministic mode.
 * @param logits float32 [n, classes] @param labels int32 [n]
 * @returns loss [n] and d loss / d logits [n, classes]
 */
export function sparseSoftmaxCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): [tf.Tensor1D, tf.Tensor2D] {
  const attrs = [typeAttr('T', 'float32'), typeAttr('Tlabels', 'int32')];
  return run('SparseSoftmaxCrossEntropyWithLogits', attrs, [logits, labels], 2) as [tf.Tensor1D, tf.Tensor2D];
}

/** The logarithm of the softmax over the last axis. */
export const logSoftmax = (logits: tf.Tensor2D): tf.Tensor2D => floats('LogSoftmax', [logits]);

/** dy · (1 - y²): the gradient of y = tanh(x), in one kernel. */
export const tanhGrad = (y: tf.Tensor, dy: tf.Tensor): tf.Tensor => floats('TanhGrad', [y, dy]);

/** The gradient of y = relu(x): dy where y > 0, in one kernel. */
export const reluGrad = (dy: tf.Tensor, y: tf.Tensor): tf.Tensor => floats('ReluGrad', [dy, y]);

tf.registerGradient({
  kernelName: kernelOf('ReluGrad'),
  inputsToSave: ['1'],
  gradFunc: (given, [y]) => ({ 0: () => reluGrad(given as tf.Tensor, y), 1: () => tf.zerosLike(y) }),
});

/** Matrix product [n, k] x [k, m]. `tf.matMul` runs it as a batch of one, between two reshapes. */
export const matMul = (a: tf.Tensor, b: tf.Tensor, transposeA = false, transposeB = false): tf.Tensor2D =>
  floats('MatMul', [a, b], boolAttr('transpose_a', transposeA), boolAttr('transpose_b', transposeB));

/** Sum of equally shaped tensors in one kernel. */
export const addN = (tensors: tf.Tensor[]): tf.Tensor => (tensors.length === 1 ? tensors[0] : tf.addN(tensors));

/**
 * [b, h, w, block² · c] to [b, block · h, block · w, c]: pixel (block · i + p, block · j + q) gets channels from
 * (block · p + q) · c on.
 */
export const depthToSpace = (x: tf.Tensor, block: number): tf.Tensor4D =>
  floats('DepthToSpace', [x], intAttr('block_size', block));

/** The inverse and the gradient of {@link depthToSpace}. */
export const spaceToDepth = (x: tf.Tensor, block: number): tf.Tensor4D =>
  floats('SpaceToDepth', [x], intAttr('block_size', block));

/** Adds a bias to each channel of the last dimension. */
export const biasAdd = (x: tf.Tensor, bias: tf.Tensor): tf.Tensor => floats('BiasAdd', [x, bias]);

/** Sum over all dimensions except the last: the bias gradient of {@link biasAdd}. */
export const biasAddGrad = (dy: tf.Tensor): tf.Tensor1D => floats('BiasAddGrad', [dy]);

/**
 * Eigenvalues, ascending, and eigenvectors, as columns, of a symmetric matrix [n, n].
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/SelfAdjointEigV2
 */
export const selfAdjointEig = (symmetric: tf.Tensor2D): [tf.Tensor1D, tf.Tensor2D] =>
  run('SelfAdjointEigV2', [boolAttr('compute_v', true), typeAttr('T', 'float32')], [symmetric], 2) as [
    tf.Tensor1D,
    tf.Tensor2D,
  ];
