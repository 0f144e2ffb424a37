import { parse } from 'tldts';

/**
 * The registered domain of a URL of the lists: its public suffix and one more label, in lower case. It groups rows that
 * belong to one owner. Only suffixes of registries count (the ICANN part of the Public Suffix List), so that all of
 * blogspot.com is one group: fewer, larger groups leak less between the sides of a split.
 *
 * The lists' URLs have no scheme and mostly start with a dot, which is ignored, as are path, query and port. A host without
 * a registered domain (an IP address, a public suffix, `localhost`) is its own group, in lower case. A row without a host is
 * returned unchanged (the headings that start with `#`, one `.?.oracle.com`, an empty row).
 *
 * @example
 * registeredDomain(".0.docs.google.com") // "google.com"
 * registeredDomain("10.0.0.1:8080/a") // "10.0.0.1"
 * registeredDomain("# GOV.UK") // "# GOV.UK"
 */
export function registeredDomain(url: string): string {
  // Not validated: a host that no registry would accept has a suffix too.
  const { domain, hostname } = parse(url.replace(/^\.+/, ''), { allowPrivateDomains: false, validateHostname: false });
  return domain ?? (hostname || url);
}
