import { growthOf } from './soak';

test('growth is what every round adds, not a single step', () => {
  expect(growthOf([10, 90, 90, 91, 90, 90])).toBe(0);
  expect(growthOf([10, 12, 14, 16, 18])).toBe(8);
  expect(growthOf([10, 8, 6])).toBe(-4);
});
