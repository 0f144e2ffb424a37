import type { Expectation, Measurement, Verdict } from '../claim';
import { contradicts, judge } from './judge';

const number: Expectation = { kind: 'number', published: 0.9, tolerance: 0.01 };
const above: Expectation = { kind: 'proposition', holds: 'above', bound: 0 };
const below: Expectation = { kind: 'proposition', holds: 'below', bound: 0.02 };
const distance: Expectation = { kind: 'distance', tolerance: 0.1 };

const cases: [string, Expectation, Measurement, Verdict][] = [
  ['whole interval within the tolerance', number, { value: 0.902, low: 0.896, high: 0.908 }, 'reproduced'],
  ['a number without an interval', number, { value: 0.91 }, 'reproduced'],
  ['beyond the tolerance', number, { value: 0.92 }, 'not reproduced'],
  ['interval on the edge', number, { value: 0.906, low: 0.9, high: 0.912 }, 'undecided'],
  ['interval beyond', number, { value: 0.93, low: 0.92, high: 0.94 }, 'not reproduced'],
  [
    'the published number could be one more seed’s',
    number,
    { value: 0.93, low: 0.92, high: 0.94, spread: { low: 0.89, high: 0.95 } },
    'reproduced within seed spread',
  ],
  [
    'it could not be one more seed’s',
    number,
    { value: 0.93, low: 0.92, high: 0.94, spread: { low: 0.91, high: 0.95 } },
    'not reproduced',
  ],
  ['the whole interval above 0', above, { value: 1, low: 0.5, high: 1.5 }, 'holds'],
  ['the whole interval below 0', above, { value: -1, low: -1.5, high: -0.5 }, 'does not hold'],
  ['an interval that contains 0', above, { value: 1, low: -0.5, high: 2.5 }, 'undecided'],
  ['no interval, since one run cannot tell', above, { value: 1 }, 'undecided'],
  ['exactly at the bound is not above it', above, { value: 0, low: 0, high: 0 }, 'does not hold'],
  ['one seed cannot rule out other seeds', number, { value: 0.92, oneSeed: true }, 'undecided'],
  ['one seed cannot rule out nearer curves', distance, { value: 0.3, oneSeed: true }, 'undecided'],
  ['below its bound', below, { value: 0.01, low: 0.005, high: 0.015 }, 'holds'],
  ['exactly at the bound is not below it', below, { value: 0.02, low: 0.02, high: 0.02 }, 'does not hold'],
  ['near enough', distance, { value: 0.1 }, 'reproduced'],
  ['as near as seeds are', distance, { value: 0.2, spread: { low: 0, high: 0.2 } }, 'reproduced within seed spread'],
  ['farther than seeds are', distance, { value: 0.3, spread: { low: 0, high: 0.2 } }, 'not reproduced'],
  ['an equal text', { kind: 'exact', published: 'benign' }, { value: 'benign' }, 'reproduced'],
  ['another count', { kind: 'exact', published: 30001 }, { value: 30000 }, 'not reproduced'],
];

test.each(cases)('%s', (_, expects, measured, verdict) => expect(judge(expects, measured)).toBe(verdict));

test.each<[Verdict, Verdict, boolean, boolean?]>([
  ['holds', 'holds', false],
  ['holds', 'does not hold', true],
  ['reproduced', 'reproduced within seed spread', false],
  ['reproduced', 'not reproduced', true],
  ['reproduced', 'undecided', false],
  ['undecided', 'holds', true],
  ['undecided', 'holds', false, false],
  ['holds', 'does not hold', true, false],
  ['undecided', 'undecided', false],
  ['holds', 'not measured', false],
])('declared %s, judged %s: contradiction %s (by a sweep: %s)', (declared, verdict, expected, sweep = true) =>
  expect(contradicts(declared, verdict, sweep)).toBe(expected),
);
