import { splitUrl } from './url-parts';

test.each([
  ['.btscene2.com', ['.btscene2', '.com']],
  ['www.yahoo.com', ['www', '.yahoo', '.com']],
  ['paypal.secure-login.ru/update.php', ['paypal', '.secure-login', '.ru', '/update.php']],
  ['HTTP://a.org:80/b/?c=1&d=2#e', ['HTTP://', 'a', '.org:80', '/b', '/?c=1', '&d=2', '#e']],
  ['a..b.', ['a', '..b', '.']],
  ['...', ['...']],
  ['# a b', ['# a b']],
  ['/../../etc/', ['/..', '/..', '/etc', '/']],
  ['a\nb.c\n/d\ne', ['a\nb', '.c\n', '/d\ne']],
  [' ', [' ']],
  ['', []],
])('%j has the parts %j', (url, parts) => expect(splitUrl(url)).toEqual({ unread: '', parts }));

test('of nine pieces the two neighbours that are shortest together are joined', () =>
  expect(splitUrl('aaa.bbb.ccc.d.e.fff.ggg.hhh.com').parts).toEqual([
    ...['aaa', '.bbb', '.ccc', '.d.e', '.fff', '.ggg', '.hhh', '.com'],
  ]));

test('what the models do not read in front is no part', () => {
  expect(splitUrl('é.com')).toEqual({ unread: 'é', parts: ['.com'] });
  expect(splitUrl('münchen.de')).toEqual({ unread: '', parts: ['münchen', '.de'] });
  expect(splitUrl('é')).toEqual({ unread: 'é', parts: [] });
  const end = `.${'x'.repeat(70)}.com`; // 75 characters
  expect(splitUrl(`www.cut.é${end}`)).toEqual({ unread: 'www.cut.é', parts: [`.${'x'.repeat(70)}`, '.com'] });
  expect(splitUrl(`www.cut${end.slice(5)}`)).toEqual({
    unread: 'ww',
    parts: ['w', `.cut${'x'.repeat(66)}`, '.com'],
  });
});

test.each(['.'.repeat(100_000), 'a.'.repeat(100_000), '/&'.repeat(100_000), 'é'.repeat(100_000)])(
  'the parts of a long text are the text',
  (url) => {
    const { unread, parts } = splitUrl(url);
    expect(parts.length).toBeLessThanOrEqual(8);
    expect(unread + parts.join('')).toBe(url);
  },
);
