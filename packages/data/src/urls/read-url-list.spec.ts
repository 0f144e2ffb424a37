import { aProblem } from '@reprise/base/testing';
import { readUrlList } from './read-url-list';

test('keeps rows as they stand, with or without a last line feed', () => {
  const rows = ['#a.com', ' b.com ', '', '"c,d".com', 'e\r'];
  expect(readUrlList(rows.join('\n'), 'x')).toEqual(rows);
  expect(readUrlList(rows.join('\n') + '\n', 'x')).toEqual(rows);
});

test.each(['', '\n', '\n\n'])('refuses an empty file: %j', (text) => {
  expect(() => readUrlList(text, 'x.txt')).toThrow(aProblem(/x\.txt: .*an empty file/));
});
