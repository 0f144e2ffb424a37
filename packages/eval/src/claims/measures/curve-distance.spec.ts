import { curveDistance } from './curve-distance';

test('the mean absolute difference over the epochs that both have', () => {
  expect(curveDistance([1, 2, 3], [1.5, 2, 2])).toBeCloseTo(0.5, 15);
  expect(curveDistance([1, 2, 100], [2, 2])).toBe(0.5);
  expect(() => curveDistance([], [1])).toThrow('expected two curves of an epoch or more, found an empty one');
});
