import { registeredDomain } from './registered-domain';
import { urlRows } from '../lists/url-rows';

test.each([
  ['.0.docs.google.com', 'google.com'],
  ['.btscene2.com', 'btscene2.com'],
  ['btscene2.com', 'btscene2.com'],
  ['...a.b.co.uk', 'b.co.uk'],
  ['.gov.uk', 'gov.uk'],
  ['www.Example.COM/Path/to?x=a.org#b', 'example.com'],
  ['example.com?u=https://other.org/', 'example.com'],
  ['a.example.com:8080/x', 'example.com'],
  ['http://a.example.com/x', 'example.com'],
  // The private part of the suffix list is ignored: github.io and blogspot.com were registered once each.
  ['.someone.github.io', 'github.io'],
  ['.a.blogspot.com', 'blogspot.com'],
  ['.-x_y.example.com', 'example.com'],
])('%s belongs to %s', (url, domain) => expect(registeredDomain(url)).toBe(domain));

test.each([
  ['an IPv4 address', '192.168.0.1', '192.168.0.1'],
  ['with a dot, a port and a path', '.192.168.0.1:80/a.b', '192.168.0.1'],
  ['an IPv6 address', '[2001:DB8::1]:80/a', '2001:db8::1'],
])('%s is its own group', (_, url, group) => expect(registeredDomain(url)).toBe(group));

test.each([
  ['LocalHost:80/x', 'localhost'],
  ['CO.UK', 'co.uk'],
  ['# GOV.UK', '# GOV.UK'],
  ['#.bizographics.com', '#.bizographics.com'],
  ['.?.oracle.com', '.?.oracle.com'],
  ['', ''],
  ['..', '..'],
])('without a registered domain: %j', (url, group) => expect(registeredDomain(url)).toBe(group));

test('in the lists only headings and one more row have no host, and malicious rows have different domains', async () => {
  const { urls, malicious } = await urlRows();
  const domains = urls.map(registeredDomain);
  expect(urls.filter((url, i) => domains[i] === url && !url.startsWith('#'))).toEqual(['.?.oracle.com']);
  expect(domains.every((domain) => domain !== '')).toBe(true);
  expect(new Set(domains.filter((_, i) => malicious[i] === 1)).size).toBe(1296);
});
