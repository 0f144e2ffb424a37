import { URL_FEATURES } from './url-features';

const features = (url: string) => Object.fromEntries(URL_FEATURES.map(({ name, of }) => [name, of(url)]));

test('features of a row of the lists', () => {
  expect(features('.r1---sn-4G.b.Google.co.uk')).toEqual({
    length: 26,
    dots: 5,
    'labels before the registered domain': 2,
    'longest label': 10,
    slashes: 0,
    'has a path': 0,
    'has a query': 0,
    digits: 2,
    hyphens: 4,
    'starts with a dot': 1,
    'starts with #': 0,
    'share of upper-case letters': 2 / 26,
    'ends in .com': 0,
    'length of the top-level domain': 2,
  });
});

test.each([
  ['.a.COM/', { slashes: 1, 'has a path': 0, 'ends in .com': 1, 'labels before the registered domain': 0 }],
  ['a.b.com:80/c.d?e=f', { 'has a path': 1, 'has a query': 1, 'ends in .com': 1, dots: 3, 'longest label': 3 }],
  ['# GOV.UK', { 'starts with #': 1, 'labels before the registered domain': 0, 'longest label': 0 }],
  ['10.0.0.1/x', { 'labels before the registered domain': 0, 'length of the top-level domain': 1 }],
  ['', { length: 0, 'share of upper-case letters': 0, 'longest label': 0, 'length of the top-level domain': 0 }],
])('%j', (url, expected) => expect(features(url)).toMatchObject(expected));
