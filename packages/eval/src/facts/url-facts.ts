import { PRINTABLE, registeredDomain, tokenize, URL_LENGTH } from '@reprise/data';
import { isIP } from 'node:net';
import { type ByClass, countByClass } from './by-class';
import { checkRows } from './check-rows';
import { rowOverlap, type RowOverlap } from './row-overlap';

/** What is to be known of the URL lists before a figure of a model on them is read. Counts are of rows but where said. */
export interface UrlFacts {
  /** All rows. */
  rows: ByClass;
  testRows: ByClass;
  /** Rows that start with `#`: headings of the list, no URLs. */
  headings: ByClass;
  /** Rows whose host is an IP address. */
  ipRows: ByClass;
  /** Rows that are a registered domain and nothing else but dots in front. */
  bareDomains: ByClass;
  /** Rows of more than 75 tokens, of which a model sees the last 75. */
  cut: ByClass;
  /** Test rows that are also a training row, to the character. */
  duplicates: RowOverlap;
  /** The same without regard to upper and lower case. */
  caseDuplicates: RowOverlap;
  /** The same of what a model sees: test rows whose 75 tokens are a training row’s. */
  tokenDuplicates: RowOverlap;
  /** Of registered domains: test rows whose domain has a training row. */
  domains: RowOverlap & {
    /** `testRows` as a share of the class’s test rows; null of a class without any. */
    share: { [name in keyof ByClass]: number | null };
    /** Distinct domains that have a row of the class, of all rows. */
    ofClass: ByClass;
    /** Distinct domains that have rows of both classes. */
    ofBoth: number;
  };
}

const CHARACTERS = new Set(PRINTABLE);

/** Tokens of a URL before any is cut. */
function countTokens(url: string): number {
  let count = 0;
  for (const character of url) if (CHARACTERS.has(character)) count++;
  return count;
}

/**
 * Counts what the URL lists and their split give away: headings, bare domains, rows and domains on both sides.
 *
 * @param urls all rows of the lists
 * @param malicious one a row, 1 or 0
 * @param trainRows row numbers of the training side, as `testRows` of the other
 * @throws RangeError when there are not as many labels as URLs, a label is not 0 or 1, or a row number is none of theirs
 */
export function urlFacts(urls: string[], malicious: Uint8Array, trainRows: Int32Array, testRows: Int32Array): UrlFacts {
  checkRows(urls, malicious, trainRows, testRows);
  const count = (holds: (url: string, row: number) => boolean): ByClass =>
    countByClass(
      malicious,
      urls.flatMap((url, row) => (holds(url, row) ? [row] : [])),
    );
  const overlap = (keys: string[]): RowOverlap => rowOverlap(keys, malicious, trainRows, testRows);

  const domains = urls.map(registeredDomain);
  const [good, bad] = [0, 1].map((label) => new Set(domains.filter((_, row) => malicious[row] === label)));
  const ofTest = countByClass(malicious, testRows);
  const domainOverlap = overlap(domains);
  const share = (name: keyof ByClass): number | null =>
    ofTest[name] === 0 ? null : domainOverlap.testRows[name] / ofTest[name];

  return {
    rows: count(() => true),
    testRows: ofTest,
    headings: count((url) => url.startsWith('#')),
    ipRows: count((_, row) => isIP(domains[row]) !== 0),
    bareDomains: count((url, row) => !url.startsWith('#') && url.replace(/^\.+/, '').toLowerCase() === domains[row]),
    cut: count((url) => countTokens(url) > URL_LENGTH),
    duplicates: overlap(urls),
    caseDuplicates: overlap(urls.map((url) => url.toLowerCase())),
    tokenDuplicates: overlap(urls.map((url) => String.fromCharCode(...tokenize(url)))),
    domains: {
      ...domainOverlap,
      share: { benign: share('benign'), malicious: share('malicious') },
      ofClass: { benign: good.size, malicious: bad.size },
      ofBoth: [...bad].filter((domain) => good.has(domain)).length,
    },
  };
}
