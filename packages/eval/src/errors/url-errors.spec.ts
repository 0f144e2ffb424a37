import { urlErrors } from './url-errors';

test('false alarms and misses, the worst first; 0.5 is benign, as in the notebook', () => {
  const labels = [0, 0, 0, 1, 1, 1, 0];
  const probabilities = [0.6, 0.9, 0.5, 0.5, 0.1, 0.7, 0.2];
  expect(urlErrors(labels, probabilities, 9)).toEqual({
    falseAlarms: { count: 2, rows: [1, 0] },
    misses: { count: 2, rows: [4, 3] },
  });
  expect(urlErrors(labels, probabilities, 1).misses).toEqual({ count: 2, rows: [4] });
});
