import { registeredDomain } from '@reprise/data';

/** One number computed from a URL. */
export interface UrlFeature {
  name: string;
  /** Returns 1 or 0 for yes or no. */
  of: (url: string) => number;
}

const count =
  (pattern: RegExp) =>
  (url: string): number =>
    url.match(pattern)?.length ?? 0;
const host = (url: string): string => url.replace(/^\.+/, '').split(/[/?#:]/, 1)[0];
const labels = (name: string): string[] => (name === '' ? [] : name.split('.'));

/** What is visible in a URL at a glance. The lists' rows have no scheme, and most begin with a dot. */
export const URL_FEATURES: readonly UrlFeature[] = [
  { name: 'length', of: (url) => url.length },
  { name: 'dots', of: count(/\./g) },
  {
    name: 'labels before the registered domain',
    of: (url) => Math.max(0, labels(host(url)).length - labels(registeredDomain(url)).length),
  },
  { name: 'longest label', of: (url) => Math.max(0, ...labels(host(url)).map((label) => label.length)) },
  { name: 'slashes', of: count(/\//g) },
  { name: 'has a path', of: (url) => Number(/\/./.test(url)) },
  { name: 'has a query', of: (url) => Number(url.includes('?')) },
  { name: 'digits', of: count(/[0-9]/g) },
  { name: 'hyphens', of: count(/-/g) },
  { name: 'starts with a dot', of: (url) => Number(url.startsWith('.')) },
  { name: 'starts with #', of: (url) => Number(url.startsWith('#')) },
  { name: 'share of upper-case letters', of: (url) => (url === '' ? 0 : count(/[A-Z]/g)(url) / url.length) },
  { name: 'ends in .com', of: (url) => Number(/\.com$/i.test(host(url))) },
  { name: 'length of the top-level domain', of: (url) => labels(host(url)).at(-1)?.length ?? 0 },
];
