import { refusal } from './refusal';

test.each([
  ['', /^Type a URL/],
  ['a\fb.com', /form feed/],
  [`${'a'.repeat(100)}\fb.com`, /form feed/],
])('%j is refused in words', (url, words) => {
  expect(refusal(url)).toMatch(words);
});

test.each(['www.yahoo.com', ' ', 'é', '\v', `\f${'a'.repeat(75)}`, '<img src=x onerror=alert(1)>'])(
  '%j is not',
  (url) => {
    expect(refusal(url)).toBeUndefined();
  },
);
