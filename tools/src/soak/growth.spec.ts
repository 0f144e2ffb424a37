import { growthOf, overRounds } from './growth';

test('what grows once is no growth, what grows each round is', () => {
  expect(growthOf([10, 90, 90, 91, 90, 90]).growth).toBe(0);
  expect(growthOf([10, 12, 14, 16, 18]).growth).toBe(8);
  expect(growthOf([10, 8, 6]).growth).toBe(-4);
});

test('sizes are asked for before the first round and after each', async () => {
  let size = 0;
  const { sizes, growth } = await overRounds(
    3,
    (round) => void (size += round),
    () => size,
  );
  expect(sizes).toEqual([0, 1, 3, 6]);
  expect(growth).toBe(6);
});
