import { registeredDomain } from './registered-domain';
import { permutation, type Split } from './train-test-split';

/** By how much of all rows the test side may be larger than asked for. */
const SLACK = 0.01;

/** @returns for each row the number of its group, from 0 in order of first appearance; and the rows of each group */
function groupRows(urls: string[]): { groups: Int32Array; sizes: number[] } {
  const numbers = new Map<string, number>();
  const sizes: number[] = [];
  const groups = Int32Array.from(urls, (url) => {
    const domain = registeredDomain(url);
    const group = numbers.get(domain) ?? sizes.length;
    numbers.set(domain, group);
    sizes[group] = (sizes[group] ?? 0) + 1;
    return group;
  });
  return { groups, sizes };
}

/**
 * A split that puts all rows of a registered domain ({@link registeredDomain}) on one side, so that a model is judged on
 * domains that it has not seen. In spirit scikit-learn’s `GroupShuffleSplit`, but that counts groups and this counts rows:
 * the domains come in a random order, each goes to the test side until that has `ceil(n * testSize)` rows, and one that
 * would make it larger than that by more than 1 % of all n rows goes to the training side. So the test side is never
 * larger than that; it is smaller where no domain is left that fits, which takes few or very uneven domains.
 *
 * Rows of each side come in the order of `permutation(n, randomState)`, which mixes the classes; with the same arguments
 * always the same.
 *
 * @param urls one row each, as {@link registeredDomain} takes them
 * @param testSize share of the rows for testing, between 0 and 1, exclusive
 * @param randomState a whole number from 0 to 4294967295
 * @returns row numbers, each of 0 to n - 1 once, on one of the sides
 * @throws RangeError when a share or the seed is none, or a side would be empty
 */
export function domainSplit(urls: string[], testSize: number, randomState: number): Split {
  const n = urls.length;
  if (!(testSize > 0 && testSize < 1))
    throw new RangeError(`expected a share for testing between 0 and 1, found ${testSize}`);
  const target = Math.ceil(n * testSize);
  const { groups, sizes } = groupRows(urls);
  const inTest = new Uint8Array(sizes.length);
  let tests = 0;
  for (const group of permutation(sizes.length, randomState)) {
    if (tests >= target) break;
    if (tests + sizes[group] > target + SLACK * n) continue;
    inTest[group] = 1;
    tests += sizes[group];
  }
  if (tests === 0 || tests === n)
    throw new RangeError(
      `expected domains that can be split at ${testSize}, found ${n} rows of ${sizes.length} domains, ` +
        `which leave ${tests} rows for testing`,
    );
  const order = permutation(n, randomState);
  return {
    train: order.filter((row) => inTest[groups[row]] === 0),
    test: order.filter((row) => inTest[groups[row]] === 1),
  };
}
