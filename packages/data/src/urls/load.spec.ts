import { loadUrls } from './load';
import { describeSplit, loadUrlSplit } from './load-split';

test('the notebook’s split by rows equals the split of data:urls', async () => {
  const [ours, written] = [await loadUrlSplit({ by: 'rows', randomState: 3 }), await loadUrls()];
  expect(ours).toEqual(written);
});

test('another seed: as many rows in each part, but other rows', async () => {
  const { train, test, testRows } = await loadUrlSplit({ by: 'rows', randomState: 4 });
  expect([train.rows, test.rows]).toEqual([50_514, 16_838]);
  expect(testRows).not.toEqual((await loadUrls()).testRows);
});

test('by domains: every row is on one side', async () => {
  const { trainRows, testRows, train, test } = await loadUrlSplit({ by: 'domains', randomState: 3 });
  expect(new Set([...trainRows, ...testRows]).size).toBe(67_352);
  expect([train.x.length, test.y.length]).toEqual([trainRows.length * 75, testRows.length]);
});

test('describeSplit', () => expect(describeSplit({ by: 'domains', randomState: 3 })).toBe('domains, random_state=3'));
