import { heaviest } from './heaviest';

test.each([
  [[0.5, -2, 0, 1], 2, [1, 3]],
  [[1, -1, 1], 3, [0, 1, 2]],
  [[0, 0], 2, []],
  [[], 5, []],
])('of %j the %d heaviest are at %j', (weights, count, places) => {
  expect(heaviest(weights, count)).toEqual(places);
});
