import './fixes';
import { tf } from '@reprise/runtime';

const bincount = (x: number[] | number[][], weights: number[] | number[][], binary = false): unknown =>
  tf.tidy(() =>
    tf.denseBincount(tf.tensor(x, undefined, 'int32') as tf.Tensor1D, weights as number[], 5, binary).arraySync(),
  );

test('counts a vector, and row by row', () => {
  expect(bincount([1, 1, 4, 7], [])).toEqual([0, 2, 0, 0, 1]);
  expect(
    bincount(
      [
        [1, 1, 4],
        [0, 2, 2],
      ],
      [],
    ),
  ).toEqual([
    [0, 2, 0, 0, 1],
    [1, 0, 2, 0, 0],
  ]);
});

test('sums weights', () => {
  expect(bincount([1, 1, 4], [0.5, 0.25, 2])).toEqual([0, 0.75, 0, 0, 2]);
});

test('with `binary`, marks the numbers that occur', () => {
  expect(bincount([[1, 1, 4]], [], true)).toEqual([[0, 1, 0, 0, 1]]);
});

test('CategoryEncoding encodes', () => {
  const layer = tf.layers.categoryEncoding({ numTokens: 4, outputMode: 'multiHot' });
  const encoded = layer.apply(tf.tensor2d([[3, 1, 1]], undefined, 'int32')) as tf.Tensor;
  expect(encoded.arraySync()).toEqual([[0, 1, 0, 1]]);
});
