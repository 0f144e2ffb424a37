import Papa from 'papaparse';
import { listRows, rowsCsv, sorted } from './list-rows';

const rows = listRows(['b.com', '', 'a.com', 'a\fb', '=c']);
const answers = [0.2, undefined, 0.9, undefined, 0.2];
rows.forEach((row, i) => (row.probabilities = answers[i] === undefined ? {} : { birnn: answers[i] }));
const order = (...args: [column: 'row' | 'url' | 'birnn' | 'cnn-lstm', sign: 1 | -1]): number[] =>
  sorted(rows, ...args).map(({ row }) => row);

test('what classify refuses is refused with a reason, line by line', () =>
  expect(rows.map(({ refused }) => refused)).toEqual([
    undefined,
    'It is empty.',
    undefined,
    expect.stringMatching(/form feed/),
    undefined,
  ]));

test('sorts by each column, in both directions; rows without an answer come last', () => {
  expect(order('row', -1)).toEqual([5, 4, 3, 2, 1]);
  expect(order('url', 1)).toEqual([2, 5, 4, 3, 1]);
  expect(order('birnn', 1)).toEqual([1, 5, 3, 2, 4]);
  expect(order('birnn', -1)).toEqual([3, 1, 5, 2, 4]);
  // No answers: the order of the list.
  expect(order('cnn-lstm', -1)).toEqual([1, 2, 3, 4, 5]);
});

test('the CSV has verdicts, or the reason why a line has none', () => {
  const { data } = Papa.parse<string[]>(rowsCsv(rows), { skipEmptyLines: true });
  expect(data.slice(0, 4)).toEqual([
    ['row', 'url', 'birnn', 'birnn probability', 'cnn-lstm', 'cnn-lstm probability', 'refused'],
    ['1', 'b.com', 'benign', '0.2', '', '', ''],
    ['2', '', '', '', '', '', 'It is empty.'],
    ['3', 'a.com', 'malicious', '0.9', '', '', ''],
  ]);
  expect(data[5][1]).toBe("'=c");
});
