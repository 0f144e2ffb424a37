import { readList } from './read-list';

test.each<[string, string[]]>([
  ['a.com\nb.com\n', ['a.com', 'b.com']],
  ['\uFEFFa.com\r\n b.com ', ['a.com', ' b.com ']],
  ['a.com\n\nb.com', ['a.com', '', 'b.com']],
  // Commas and quotes belong to the URL.
  ['a.com/x,y\n"b.com"\n', ['a.com/x,y', '"b.com"']],
  ['# a comment?\na\fb', ['# a comment?', 'a\fb']],
])('%j is text', (text, urls) => expect(readList(text)).toEqual({ format: 'text', urls }));

test.each<[string, string[]]>([
  ['url\na.com\n', ['a.com']],
  ['label,URL\n1,a.com\n0,"b.com/x,y"\n', ['a.com', 'b.com/x,y']],
  ['\uFEFFid;Url;label\r\n1;a.com;x\r\n', ['a.com']],
  ['n\turl\n1\ta.com', ['a.com']],
  ['label,url\n1\n0,b.com\n', ['', 'b.com']],
  ['url\n"a\nb.com"\n', ['a\nb.com']],
])('%j is CSV', (text, urls) => expect(readList(text)).toEqual({ format: 'csv', urls }));

test.each([
  ['', '', /found none/],
  ['url\n', '', /found none/],
  ['url\na.com\n"b.com\n', '', /^Row 2: expected CSV/],
  // The rest of the URL would be lost.
  ['url\na.com\nb.com/?x=1,2\n', '', /^Row 2: expected as many cells as the first row has, 1, found 2/],
  ['a.com,1\n', 'list.csv', /^list\.csv: expected a column named url/],
  ['a\n'.repeat(100_001), '', /at most 100,000 URLs, found 100,001/],
])('%#: is refused', (text, file, message) => expect(() => readList(text, file)).toThrow(message));
