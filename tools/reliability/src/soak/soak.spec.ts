import { growthOf, measureRounds } from './soak';

test('growth is what every round adds, not a single step', () => {
  expect(growthOf([10, 90, 90, 91, 90, 90])).toBe(0);
  expect(growthOf([10, 12, 14, 16, 18])).toBe(8);
  expect(growthOf([10, 8, 6])).toBe(-4);
});

test('sizes are measured before the first round and after each', async () => {
  let size = 0;
  const work = (round: number): void => void (size += round);
  expect(await measureRounds(3, work, () => size)).toEqual([0, 1, 3, 6]);
});
