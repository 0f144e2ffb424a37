import { registeredDomain } from './registered-domain';
import { permutation, type Split } from './train-test-split';

/** The share of all rows by which the test side may exceed its size. */
const SLACK = 0.01;

/**
 * A split with all rows of a registered domain ({@link registeredDomain}) on one side, so that a model is judged on domains
 * that it has not seen. It resembles scikit-learn’s `GroupShuffleSplit`, but counts rows instead of groups: domains go to
 * the test side in a random order until it has `ceil(n * testSize)` rows; a domain that would exceed this by more than 1 %
 * of all rows goes to the training side. With few or very uneven domains the test side may be smaller.
 *
 * The rows of each side are in the order of `permutation(n, randomState)`, which mixes the classes.
 *
 * @param urls one URL for each row
 * @param testSize the share of the rows for testing, between 0 and 1, exclusive
 * @param randomState a whole number from 0 to 4294967295
 * @returns row numbers: each of 0 to n - 1 is on one side
 * @throws RangeError if the share or the seed is invalid, or a side would be empty
 */
export function domainSplit(urls: string[], testSize: number, randomState: number): Split {
  const n = urls.length;
  if (!(testSize > 0 && testSize < 1))
    throw new RangeError(`expected a share for testing between 0 and 1, found ${testSize}`);
  const target = Math.ceil(n * testSize);
  const domains = new Map<string, number[]>();
  urls.forEach((url, row) => {
    const domain = registeredDomain(url);
    domains
      .set(domain, domains.get(domain) ?? [])
      .get(domain)
      ?.push(row);
  });
  const groups = Array.from(domains.values());
  const inTest = new Uint8Array(n);
  let tests = 0;
  for (const group of permutation(groups.length, randomState)) {
    const rows = groups[group];
    if (tests >= target) break;
    if (tests + rows.length > target + SLACK * n) continue;
    for (const row of rows) inTest[row] = 1;
    tests += rows.length;
  }
  if (tests === 0 || tests === n)
    throw new RangeError(
      `expected domains that can be split at ${testSize}, found ${n} rows of ${groups.length} domains, ` +
        `which leave ${tests} rows for testing`,
    );
  const order = permutation(n, randomState);
  return { train: order.filter((row) => inTest[row] === 0), test: order.filter((row) => inTest[row] === 1) };
}
