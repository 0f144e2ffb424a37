import { compile } from '../graph/compile';
import { sparseSoftmaxCrossEntropy } from '../tensorflow/raw-ops';
import { tf } from '@reprise/runtime';
import { composedCrossEntropy } from './cross-entropy-of-classes';

const LOGITS = [
  [2, -1, 0.5],
  [0, 0, 0],
  [-30, 40, 12],
];
const LABELS = [0, 2, 1];

const values = (tensors: tf.Tensor[]): number[][] => tensors.map((tensor) => Array.from(tensor.dataSync()));

test('what a GPU computes is, to rounding, what the fused kernel gives, in a graph as well', () => {
  const [logits, labels] = [tf.tensor2d(LOGITS), tf.tensor1d(LABELS, 'int32')];
  const program = ([z, y]: tf.Tensor[]) => ({
    outputs: composedCrossEntropy(z as tf.Tensor2D, y as tf.Tensor1D),
    updates: [],
  });
  const compiled = compile([], { loss: { program, inputs: [logits, labels] } });
  const fused = values(sparseSoftmaxCrossEntropy(logits, labels));
  for (const found of [composedCrossEntropy(logits, labels), compiled.run('loss', [logits, labels])])
    values(found).forEach((row, i) => row.forEach((value, j) => expect(value).toBeCloseTo(fused[i][j], 6)));
  // Of equal logits each class has a third.
  expect(fused[0][1]).toBeCloseTo(Math.log(3), 6);
  compiled.dispose();
});
