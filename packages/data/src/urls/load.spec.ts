import { describeSplit, loadUrls } from './load';

test('another seed: as many rows in each part, but other rows', async () => {
  const { train, test, testRows } = await loadUrls({ by: 'rows', randomState: 4 });
  expect([train.y.length, test.y.length]).toEqual([50_514, 16_838]);
  expect(testRows).not.toEqual((await loadUrls()).testRows);
});

test('by domains: every row is on one side', async () => {
  const { trainRows, testRows, train, test } = await loadUrls({ by: 'domains', randomState: 3 });
  expect(new Set([...trainRows, ...testRows]).size).toBe(67_352);
  expect([train.x.length, test.y.length]).toEqual([trainRows.length * 75, testRows.length]);
});

test('describeSplit', () => expect(describeSplit({ by: 'domains', randomState: 3 })).toBe('domains, random_state=3'));
