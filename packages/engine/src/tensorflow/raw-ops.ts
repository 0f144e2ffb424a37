// TensorFlow ops that tfjs does not offer, or offers in a form that cannot be traced. Named as TensorFlow names them.
import { backend, type TFEOpAttr } from './backend';
import { tf } from './tf';

const typeAttr = (name: string, dtype: 'float32' | 'int32'): TFEOpAttr => {
  const { binding } = backend();
  return { name, type: binding.TF_ATTR_TYPE, value: dtype === 'float32' ? binding.TF_FLOAT : binding.TF_INT32 };
};

const boolAttr = (name: string, value: boolean): TFEOpAttr => ({
  name,
  type: backend().binding.TF_ATTR_BOOL,
  value,
});

const single = <T extends tf.Tensor>(op: string, attrs: TFEOpAttr[], inputs: tf.Tensor[]): T =>
  backend().executeSingleOutput(op, attrs, inputs) as T;

/**
 * Uniform numbers in [0, 1) from a seed, by Philox: the same on every machine.
 * @param seed int32 [2]
 * @see https://www.tensorflow.org/api_docs/python/tf/raw_ops/StatelessRandomUniform
 */
export const statelessRandomUniform = (shape: number[], seed: tf.Tensor1D): tf.Tensor =>
  single(
    'StatelessRandomUniform',
    [typeAttr('dtype', 'float32'), typeAttr('T', 'int32'), typeAttr('Tseed', 'int32')],
    [tf.tensor1d(shape, 'int32'), seed],
  );

/** Rows of `params` [n, …] at `indices` int32 [k]. `tf.gather` reads its indices back to check them and so can't be traced. */
export const gatherRows = (params: tf.Tensor, indices: tf.Tensor): tf.Tensor =>
  single(
    'GatherV2',
    [typeAttr('Tparams', params.dtype as 'float32'), typeAttr('Tindices', 'int32'), typeAttr('Taxis', 'int32')],
    [params, indices, tf.scalar(0, 'int32')],
  );

/** Adds the rows of `data` [k, …] into `segments` rows, row j into row `ids[j]`: the gradient of {@link gatherRows}. */
export const unsortedSegmentSum = (data: tf.Tensor, ids: tf.Tensor, segments: number): tf.Tensor =>
  single(
    'UnsortedSegmentSum',
    [typeAttr('T', 'float32'), typeAttr('Tindices', 'int32'), typeAttr('Tnumsegments', 'int32')],
    [data, ids, tf.scalar(segments, 'int32')],
  );

/**
 * Cross-entropy of each row and its gradient, fused.
 * @param logits float32 [n, classes] @param labels int32 [n]
 * @returns loss [n] and d loss / d logits [n, classes]
 */
export function sparseSoftmaxCrossEntropy(logits: tf.Tensor2D, labels: tf.Tensor1D): [tf.Tensor1D, tf.Tensor2D] {
  const attrs = [typeAttr('T', 'float32'), typeAttr('Tlabels', 'int32')];
  return backend().executeMultipleOutputs('SparseSoftmaxCrossEntropyWithLogits', attrs, [logits, labels], 2) as [
    tf.Tensor1D,
    tf.Tensor2D,
  ];
}

/** dy · (1 - y²): the gradient of y = tanh(x), in one kernel. */
export const tanhGrad = (y: tf.Tensor, dy: tf.Tensor): tf.Tensor =>
  single('TanhGrad', [typeAttr('T', 'float32')], [y, dy]);

/** Matrix product of the last two dimensions, [b, n, k] x [b, k, m]; `tf.matMul` adds reshapes around it. */
export const batchMatMul = (a: tf.Tensor, b: tf.Tensor, adjX = false, adjY = false): tf.Tensor3D =>
  single('BatchMatMulV2', [typeAttr('T', 'float32'), boolAttr('adj_x', adjX), boolAttr('adj_y', adjY)], [a, b]);

/** Sum of equally shaped tensors in one kernel. */
export const addN = (tensors: tf.Tensor[]): tf.Tensor => (tensors.length === 1 ? tensors[0] : tf.addN(tensors));
