import { compile } from '../graph/compile';
import { sparseSoftmaxCrossEntropy } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';
import { deterministicCrossEntropy } from './cross-entropy';

const LOGITS = [
  [2, -1, 0.5],
  [0, 0, 0],
  [-30, 40, 12],
];
const LABELS = [0, 2, 1];

const values = (tensors: tf.Tensor[]): number[][] => tensors.map((tensor) => Array.from(tensor.dataSync()));

test('the deterministic cross-entropy for GPUs matches the fused kernel, eagerly and in a graph', () => {
  const [logits, labels] = [tf.tensor2d(LOGITS), tf.tensor1d(LABELS, 'int32')];
  const program = ([z, y]: tf.Tensor[]) => ({
    outputs: deterministicCrossEntropy(z as tf.Tensor2D, y as tf.Tensor1D),
    updates: [],
  });
  const compiled = compile([], { loss: { program, inputs: [logits, labels] } });
  const fused = values(sparseSoftmaxCrossEntropy(logits, labels));
  for (const found of [deterministicCrossEntropy(logits, labels), compiled.functions.loss([logits, labels])])
    values(found).forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(fused[i][j], 6)));
  // Equal logits give each class a probability of 1/3.
  expect(fused[0][1]).toBeCloseTo(Math.log(3), 6);
  compiled.dispose();
});
