import { digest } from '@reprise/base';
import golden from '../../golden/data.json';
import { trainTestSplit } from './train-test-split';

test.each(golden.splits)('$n rows at $test_size, seed $random_state: as scikit-learn, to the index', (expected) => {
  const { train, test } = trainTestSplit(expected.n, expected.test_size, expected.random_state);
  expect([train.length, test.length]).toEqual([expected.train, expected.test]);
  expect([...train.slice(0, 8)]).toEqual(expected.train_first);
  expect([...test.slice(0, 8)]).toEqual(expected.test_first);
  expect(digest(train)).toBe(expected.train_sha256_int32le);
  expect(digest(test)).toBe(expected.test_sha256_int32le);
});

test.each([
  [10, 0],
  [10, 1],
  [10, NaN],
  [1, 0.25],
  [2, 0.9],
])('refuses %d rows at %d', (n, share) => {
  expect(() => trainTestSplit(n, share, 3)).toThrow(RangeError);
});
