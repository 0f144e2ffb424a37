import { registeredDomain } from '@reprise/data';

/** What one number of a URL is. */
export interface UrlFeature {
  name: string;
  /** Yes or no is 1 or 0. */
  of: (url: string) => number;
}

const count =
  (pattern: RegExp) =>
  (url: string): number =>
    url.match(pattern)?.length ?? 0;
const host = (url: string): string => url.replace(/^\.+/, '').split(/[/?#:]/, 1)[0];
const labels = (name: string): string[] => (name === '' ? [] : name.split('.'));

/** What anyone sees in a URL at a glance; for rows as the lists have them, without a scheme and mostly with a dot first. */
export const URL_FEATURES: readonly UrlFeature[] = [
  { name: 'length', of: (url) => url.length },
  { name: 'dots', of: count(/\./g) },
  { name: 'labels before the registered domain', of: labelsInFront },
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

function labelsInFront(url: string): number {
  return Math.max(0, labels(host(url)).length - labels(registeredDomain(url)).length);
}
