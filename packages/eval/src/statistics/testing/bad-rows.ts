/** Labels and scores that no ranking is made of, and what is said of them. */
export const BAD_ROWS: [labels: number[], scores: number[], message: string][] = [
  [[], [], 'labels: expected at least one row, found none'],
  [[0, 1], [1], 'labels and scores: expected equal lengths, found 2 and 1'],
  [[0, 2], [1, 2], 'labels: expected 0 or 1, found 2 at 1'],
  [[0, 1], [NaN, 2], 'scores: expected finite numbers, found NaN at 0'],
  [[0, 1], [1, Infinity], 'scores: expected finite numbers, found Infinity at 1'],
];
