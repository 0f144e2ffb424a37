import { falseRate, judgeNumber } from './judge-number';

const SEEDS = [0.9, 0.901, 0.902, 0.903, 0.904, 0.905, 0.906, 0.907, 0.908, 0.909];
const verdict = (x: number, margin: number, distribution: 'normal' | 'any'): string =>
  judgeNumber(SEEDS, x, margin, distribution).verdict;

test.each([
  // scipy: the 90 % t-interval of the mean is 0.902745 to 0.906255, one more run 0.897317 to 0.911683
  [0.9045, 0.003, 'normal', 'reproduced'],
  [0.9045, 0.001, 'normal', 'compatible with seed spread'],
  [0.911, 0.003, 'normal', 'compatible with seed spread'],
  [0.912, 0.003, 'normal', 'not reproduced'],
  [0.912, 0.007, 'normal', 'undecided'],
  [0.912, 0.02, 'normal', 'undecided'], // equivalent, but outside the spread
  // By order: the second to the ninth, and the first to the tenth.
  [0.9045, 0.0036, 'any', 'reproduced'],
  [0.9045, 0.0034, 'any', 'compatible with seed spread'],
  [0.9091, 0.002, 'any', 'undecided'],
  [0.9105, 0.001, 'any', 'not reproduced'],
] as const)('%d ± %d, %s: %s', (x, margin, distribution, expected) =>
  expect(verdict(x, margin, distribution)).toBe(expected),
);

test('an undecided number says how many seeds would decide; one outside the spread that none would', () => {
  const { needed, note } = judgeNumber(SEEDS, 0.912, 0.007, 'normal');
  expect([needed, note]).toEqual([100, undefined]);
  expect(judgeNumber(SEEDS, 0.912, 0.02, 'normal')).toMatchObject({
    note: 'equivalent within the margin, outside the spread of seeds; more seeds do not change this',
  });
});

test('without a margin, one more run is the lowest or highest of eleven twice in eleven times', () => {
  expect(falseRate(0, 10, 'any')).toBeCloseTo(2 / 11, 1);
  expect(falseRate(0, 10, 'normal')).toBeCloseTo(2 / 11, 1);
  expect(falseRate(2, 10, 'any')).toBeLessThan(0.01);
});
