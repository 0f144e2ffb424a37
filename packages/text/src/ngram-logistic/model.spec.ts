import { tf } from '@reprise/engine';
import { NGRAMS, ngramIds, ngramsOf } from './model';

test('ids of one, two and three tokens', () => {
  const ids = tf.tidy(() => Array.from(ngramIds(tf.tensor2d([[5, 0, 100, 7]], [1, 4], 'int32')).dataSync()));
  const [two, three] = [101, 101 + 101 ** 2];
  expect(ids).toEqual([
    ...[5, 0, 100, 7],
    ...[5 * 101, 100, 100 * 101 + 7].map((id) => two + id),
    ...[5 * 101 ** 2 + 100, 100 * 101 + 7].map((id) => three + id),
  ]);
  expect(ids).toHaveLength(ngramsOf(4));
});

test('the last id is within the table', () => {
  const ids = tf.tidy(() => ngramIds(tf.tensor2d([[100, 100, 100]], [1, 3], 'int32')).dataSync());
  expect(Math.max(...ids)).toBe(NGRAMS - 1);
});
