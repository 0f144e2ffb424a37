import { heaviest } from './heaviest';

test.each([
  [[0.5, -2, 0, 1], 'malicious', 2, [3, 0]],
  [[0.5, -2, 0, 1], 'benign', 2, [1]],
  [[1, -1, 1], 'malicious', 3, [0, 2]],
  [[0, 0], 'malicious', 2, []],
  [[], 'benign', 5, []],
] as const)('of %j the heaviest for %s, %d at most, are at %j', (weights, towards, count, places) => {
  expect(heaviest(weights, towards, count)).toEqual(places);
});
