import { mt19937 } from './mt19937';

export interface Split {
  /** Row numbers, in the order in which the rows come. */
  train: Int32Array;
  test: Int32Array;
}

/** `RandomState(seed).permutation(n)` of NumPy, to the element: Fisher and Yates from the end. */
export function permutation(n: number, seed: number): Int32Array {
  const next = mt19937(seed);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    // NumPy's random_interval: the lowest bits that can hold i, drawn again until they are not above it.
    const mask = 0xffffffff >>> Math.clz32(i);
    let j;
    do j = (next() & mask) >>> 0;
    while (j > i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/**
 * scikit-learn's `train_test_split(range(n), test_size=testSize, random_state=randomState)`, to the index: the
 * permutation's first `ceil(n * testSize)` rows are for testing, the others for training.
 * @param testSize a share between 0 and 1, exclusive
 * @throws RangeError when a share would be empty
 */
export function trainTestSplit(n: number, testSize: number, randomState: number): Split {
  const tests = Math.ceil(n * testSize);
  if (!(testSize > 0 && testSize < 1) || tests >= n)
    throw new RangeError(`expected a share for testing that leaves rows on both sides, found ${testSize} of ${n} rows`);
  const order = permutation(n, randomState);
  return { train: order.slice(tests), test: order.slice(0, tests) };
}
