import { listRows } from '../testing/list-rows';
import { urlFacts } from './url-facts';

const long = 'x'.repeat(80);
const rows: [string, number][] = [
  // for training
  ['# A', 0],
  ['.a.one.com', 0],
  ['.TWO.com', 0],
  [`1${long}`, 0],
  ['10.0.0.1/x', 1],
  ['.three.com', 1],
  // for testing
  ['.b.one.com', 0],
  ['.two.com', 0],
  ['.a.one.com', 1],
  [`2${long}`, 1],
  ['10.0.0.1:80', 1],
  ['.four.com', 0],
];
const urls = rows.map(([url]) => url);
const malicious = Uint8Array.from(rows, ([, label]) => label);
const trainRows = Int32Array.of(0, 1, 2, 3, 4, 5);
const testRows = Int32Array.of(6, 7, 8, 9, 10, 11);

test('counts by hand', () => {
  expect(urlFacts(urls, malicious, trainRows, testRows)).toEqual({
    rows: { benign: 7, malicious: 5 },
    testRows: { benign: 3, malicious: 3 },
    headings: { benign: 1, malicious: 0 },
    // .TWO.com, .two.com, .four.com and the long host, which is its own group; .three.com and the other long host
    bareDomains: { benign: 4, malicious: 2 },
    duplicates: { testRows: { benign: 0, malicious: 1 }, conflicts: 1 },
    caseDuplicates: { testRows: { benign: 1, malicious: 1 }, conflicts: 1 },
    tokenDuplicates: { testRows: { benign: 0, malicious: 2 }, conflicts: 2 },
    domains: {
      testRows: { benign: 2, malicious: 2 },
      conflicts: 1,
      ofClass: { benign: 5, malicious: 4 },
      ofBoth: 1,
    },
  });
});

test('counts of the lists under the notebook’s split', async () => {
  const { urls, malicious, trainRows, testRows } = await listRows();
  const facts = urlFacts(urls, malicious, trainRows, testRows);
  const none = { testRows: { benign: 0, malicious: 0 }, conflicts: 0 };
  // Rows, headings and repeated rows also counted with grep and sort on the two files.
  expect(facts).toEqual({
    rows: { benign: 66056, malicious: 1296 },
    testRows: { benign: 16523, malicious: 315 },
    headings: { benign: 41, malicious: 0 },
    bareDomains: { benign: 8787, malicious: 1285 },
    duplicates: none,
    caseDuplicates: { testRows: { benign: 308, malicious: 0 }, conflicts: 0 },
    tokenDuplicates: none,
    domains: {
      testRows: { benign: 14409, malicious: 0 },
      conflicts: 49,
      ofClass: { benign: 8916, malicious: 1296 },
      ofBoth: 5,
    },
  });
});
