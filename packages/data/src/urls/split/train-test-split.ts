import { mt19937 } from './mt19937';

export interface Split {
  /** Row numbers, in the order of the rows of each part. */
  train: Int32Array;
  test: Int32Array;
}

/** NumPy's `RandomState(seed).permutation(n)`, element by element: Fisher and Yates from the end. */
export function permutation(n: number, seed: number): Int32Array {
  const next = mt19937(seed);
  const order = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    // NumPy's random_interval: as many low bits as i has, drawn until they are at most i.
    const mask = 0xffffffff >>> Math.clz32(i);
    let j;
    do j = (next() & mask) >>> 0;
    while (j > i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/**
 * scikit-learn's `train_test_split(range(n), test_size=testSize, random_state=randomState)`, index by index: the first
 * `ceil(n * testSize)` rows of the permutation are for testing, the others for training.
 * @param testSize a share between 0 and 1, exclusive
 * @throws RangeError if a part would be empty
 */
export function trainTestSplit(n: number, testSize: number, randomState: number): Split {
  const tests = Math.ceil(n * testSize);
  if (!(testSize > 0 && testSize < 1) || tests >= n)
    throw new RangeError(`expected a share for testing that leaves rows on both sides, found ${testSize} of ${n} rows`);
  const order = permutation(n, randomState);
  return { train: order.slice(tests), test: order.slice(0, tests) };
}
