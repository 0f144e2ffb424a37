import { rowsOf } from './rows-of';

test.each([
  [[], []],
  [
    [0.1, 0.5, 0.9],
    [0, 0, 0],
  ],
  [
    [0.5, 0.5, 0.5],
    [0, 1, 2],
  ],
  // In order 0.1, 0.15, 0.2: the third is far enough from the first.
  [
    [0.2, 0.1, 0.15],
    [0, 0, 1],
  ],
])('points at %j are in rows %j', (places, rows) => {
  expect(rowsOf(places)).toEqual(rows);
});
