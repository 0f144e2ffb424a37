import Papa from 'papaparse';
import { listCsv } from './list-csv';

test('cells come back, quotes and line ends included', () => {
  const cells = ['a.com', 'a,b', '"', 'a\nb', 'é\u202e', ''];
  expect(
    Papa.parse(
      listCsv(
        ['url', 'p'],
        cells.map((cell) => [cell, 0.5]),
      ),
      { skipEmptyLines: true },
    ).data,
  ).toEqual([['url', 'p'], ...cells.map((cell) => [cell, '0.5'])]);
});

test.each(['=1+1', '+1', '-1', '@A1', '\t=1', '\r=1', '\n=1', '=a\nb', '=HYPERLINK("http://a.com","b")'])(
  'the formula %j becomes text',
  (cell) => expect(Papa.parse(listCsv([cell], [])).data[0]).toEqual([`'${cell}`]),
);
