import { nearestNeighbour } from './nearest-neighbour';

const on = (line: number[]): ReturnType<typeof nearestNeighbour> =>
  nearestNeighbour(line.length, (a, b) => Math.abs(line[a] - line[b]));

test('the first is outlying if nothing is as far from its nearest other', () => {
  expect(on([10, 1, 2, 4])).toEqual({ distances: [6, 1, 1, 2], outlying: true });
  expect(on([3, 1, 2, 9]).outlying).toBe(false);
  expect(on([5, 1, 2, 9]).outlying).toBe(false); // 3 and 4 from their nearest
});

test('by chance one in as many things as there are', () => {
  // Any order of distinct points has exactly one largest distance, or two that are each other's nearest.
  const line = [0.2, 1.7, 3.1, 3.9, 8.5];
  const outlying = line.map((first) => on([first, ...line.filter((other) => other !== first)]).outlying);
  expect(outlying.filter(Boolean)).toHaveLength(1);
});
