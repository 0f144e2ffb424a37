import { PRINTABLE, tokenize, URL_LENGTH } from '@reprise/data/tokenize';
import { refusal, urlCharacters } from './characters';

test('known characters are seen, others are not', () => {
  expect(urlCharacters('aé\u202e.')).toEqual([
    { character: 'a', fate: 'seen', position: 73 },
    { character: 'é', fate: 'unknown' },
    { character: '\u202e', fate: 'unknown' },
    { character: '.', fate: 'seen', position: 74 },
  ]);
});

test('of a long URL the last 75 known characters are seen', () => {
  const fates = urlCharacters('é' + 'x'.repeat(77) + 'é').map(({ fate }) => fate);
  expect(fates).toEqual(['unknown', 'cut', 'cut', ...Array(75).fill('seen'), 'unknown']);
});

test.each(['', 'www.yahoo.com', PRINTABLE, PRINTABLE + PRINTABLE, 'é.com', '😀a\ud83db', `a${'é'.repeat(80)}b`])(
  'the seen characters of %j are its tokens',
  (url) => {
    const tokens = new Int32Array(URL_LENGTH);
    for (const { character, position } of urlCharacters(url))
      if (position !== undefined) tokens[position] = PRINTABLE.indexOf(character) + 1;
    expect(tokens).toEqual(tokenize(url));
  },
);

test.each([
  ['', /^Type a URL/],
  ['a\fb.com', /form feed/],
  [`${'a'.repeat(100)}\fb.com`, /form feed/],
])('%j is refused', (url, words) => {
  expect(refusal(url)).toMatch(words);
});

test.each(['www.yahoo.com', ' ', 'é', '\v', `\f${'a'.repeat(75)}`, '<img src=x onerror=alert(1)>'])(
  '%j is not refused',
  (url) => {
    expect(refusal(url)).toBeUndefined();
  },
);
