import { PRINTABLE, tokenize, URL_LENGTH } from '@reprise/data/tokenize';
import { urlCharacters } from './url-characters';

test('known characters are seen, others not', () => {
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
  'those of %j that are seen are its tokens, in their places',
  (url) => {
    const tokens = new Int32Array(URL_LENGTH);
    for (const { character, position } of urlCharacters(url))
      if (position !== undefined) tokens[position] = PRINTABLE.indexOf(character) + 1;
    expect(tokens).toEqual(tokenize(url));
  },
);
