import { registeredDomain, tokenize } from '@reprise/data';
import { type ByClass, countByClass, rowOverlap, type RowOverlap } from './row-overlap';

/**
 * What the URL lists and their split give away: headings, bare domains, and rows and domains on both sides of the split.
 * Counts are rows unless noted otherwise.
 *
 * @param urls all rows of the lists
 * @param malicious [all rows] 1 or 0
 * @param trainRows row numbers of the training side, `testRows` of the other
 */
export function urlFacts(urls: string[], malicious: Uint8Array, trainRows: Int32Array, testRows: Int32Array) {
  const count = (holds: (url: string, row: number) => boolean): ByClass =>
    countByClass(
      malicious,
      urls.flatMap((url, row) => (holds(url, row) ? [row] : [])),
    );
  const overlap = (keys: string[]): RowOverlap => rowOverlap(keys, malicious, trainRows, testRows);
  const domains = urls.map(registeredDomain);
  const [good, bad] = [0, 1].map((label) => new Set(domains.filter((_, row) => malicious[row] === label)));
  return {
    rows: count(() => true),
    testRows: countByClass(malicious, testRows),
    /** Rows that start with `#`: headings of the list, not URLs. */
    headings: count((url) => url.startsWith('#')),
    /** Rows that are only a registered domain, with or without leading dots. */
    bareDomains: count((url, row) => !url.startsWith('#') && url.replace(/^\.+/, '').toLowerCase() === domains[row]),
    /** Test rows that are identical to a training row. */
    duplicates: overlap(urls),
    caseDuplicates: overlap(urls.map((url) => url.toLowerCase())),
    /** By what a model sees: test rows whose 75 tokens are a training row’s. */
    tokenDuplicates: overlap(urls.map((url) => String.fromCharCode(...tokenize(url)))),
    /** By registered domain; `ofClass` and `ofBoth` count the domains that have rows of a class, and of both. */
    domains: {
      ...overlap(domains),
      ofClass: { benign: good.size, malicious: bad.size },
      ofBoth: [...bad].filter((domain) => good.has(domain)).length,
    },
  };
}
