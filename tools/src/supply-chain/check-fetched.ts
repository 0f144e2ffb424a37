import type { Fetched } from './fetched';
import type { Finding } from './finding';

/** Whether all that is fetched without npm is verified by a digest that stands in the sources. */
export function checkFetched(fetched: Fetched[]): Finding {
  const without = fetched.filter(({ sha256, files }) => sha256.length === 0 && files.length === 0);
  return {
    rows: [
      {
        fault: 'data sets, weights, native libraries, fonts and Python packages, looked at for a SHA-256 digest',
        times: fetched.length,
        outcome: without.length === 0 ? 'each has one' : `${without.length} have none`,
      },
    ],
    failures: without.map(({ name }) => `${name}: is fetched without a SHA-256 digest. Pin one.`),
    unanswered: [],
  };
}
