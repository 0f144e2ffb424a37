import { mt19937 } from './mt19937';

// numpy.random.RandomState(seed).randint(0, 2**32, 3, dtype='uint32') of NumPy 2.4.6
test.each([
  [0, [2357136044, 2546248239, 3071714933]],
  [1, [1791095845, 4282876139, 3093770124]],
  [3, [2365658986, 303761048, 3041471737]],
  [42, [1608637542, 3421126067, 4083286876]],
  [4294967295, [419326371, 479346978, 3918654476]],
])('seed %d gives NumPy’s numbers', (seed, expected) => {
  const next = mt19937(seed);
  expect([next(), next(), next()]).toEqual(expected);
});

test('refuses a seed that is not a uint32', () => {
  for (const seed of [-1, 0.5, 2 ** 32, NaN]) expect(() => mt19937(seed)).toThrow(RangeError);
});
