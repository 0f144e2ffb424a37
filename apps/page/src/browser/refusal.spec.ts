import { refusal } from './refusal';

test.each([
  ['', /^Type a URL/],
  ['a\fb.com', /form feed/],
])('%j is refused in words', (url, words) => {
  expect(refusal(url)).toMatch(words);
});

test.each(['www.yahoo.com', ' ', 'é', '\v', '<img src=x onerror=alert(1)>'])('%j is not', (url) => {
  expect(refusal(url)).toBeUndefined();
});
