import { shapley } from './shapley';

const orders = (players: number[]): number[][] =>
  players.length === 0
    ? [[]]
    : players.flatMap((first) => orders(players.filter((one) => one !== first)).map((rest) => [first, ...rest]));

/** By the definition: what each player adds to those before it, as a mean over all orders. */
function meanOverOrders(values: readonly number[], players: number): number[] {
  const all = orders([...Array(players).keys()]);
  const sums = new Array<number>(players).fill(0);
  for (const order of all) {
    let set = 0;
    for (const player of order) {
      const joined = set | (1 << player);
      sums[player] += values[joined] - values[set];
      set = joined;
    }
  }
  return sums.map((sum) => sum / all.length);
}

/** A value for each set, without a pattern. */
const someValues = (players: number): number[] =>
  Array.from({ length: 1 << players }, (_, set) => Math.sin(97 * set + players) * 20);
const total = (values: number[]): number => values.reduce((sum, value) => sum + value, 0);

test.each([1, 2, 3, 4, 5, 6])('%d players get their mean over all orders', (players) => {
  const values = someValues(players);
  const expected = meanOverOrders(values, players);
  expect(shapley(values)).toEqual(expected.map((value) => expect.closeTo(value, 12)));
});

test.each([1, 4, 8])('the contributions of %d players add up to the value of all less that of none', (players) => {
  const values = someValues(players);
  // Up to rounding: 256 values of at most 20 in double precision.
  expect(total(shapley(values))).toBeCloseTo(values[values.length - 1] - values[0], 12);
});

test('players that are alike get the same, and one that changes nothing gets 0', () => {
  // Players 0 and 2 count by their number, squared; player 1 is ignored.
  const values = Array.from({ length: 8 }, (_, set) => ((set & 1) + ((set >> 2) & 1)) ** 2);
  expect(shapley(values)).toEqual([2, 0, 2]);
});

test('no players get nothing', () => expect(shapley([3])).toEqual([]));
