import golden from './golden/statistics.json';
import { recallAtFalsePositiveRate } from './recall-at-false-positive-rate';
import { BAD_ROWS } from './testing/bad-rows';
import { expectClose } from './testing/expect-close';

test.each(golden.ranking)('$name, as scikit-learn', ({ labels, scores, recallAtFalsePositiveRate: expected }) => {
  for (const [rate, recall] of expected) {
    expectClose({ recall: recallAtFalsePositiveRate(labels, scores, rate) }, { recall });
  }
});

test.each(BAD_ROWS)('refuses labels %j with scores %j', (labels, scores, message) =>
  expect(() => recallAtFalsePositiveRate(labels, scores, 0.1)).toThrow(new RangeError(message)),
);

test('refuses rows of one label, and a rate that is no share', () => {
  expect(() => recallAtFalsePositiveRate([1], [1], 0.1)).toThrow(
    new RangeError('labels: expected rows of 0 and of 1, found 0 and 1'),
  );
  expect(() => recallAtFalsePositiveRate([0, 1], [0, 1], 1.5)).toThrow(
    new RangeError('rate: expected a share from 0 to 1, found 1.5'),
  );
  expect(() => recallAtFalsePositiveRate([0, 1], [0, 1], NaN)).toThrow(RangeError);
});
