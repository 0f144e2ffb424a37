import { parse } from 'tldts';

/**
 * The registered domain of a row of the URL lists: the public suffix and one label more, lower-case. It groups rows that
 * one owner answers for. Suffixes are those of registries alone (ICANN part of the Public Suffix List, as the library
 * carries it), so that all of blogspot.com is one group: fewer, larger groups leak less between two sides of a split.
 *
 * Rows have no scheme and mostly start with a dot, which does not count; path, query and port neither. Every row has a
 * group: an IP address is its own (an IPv6 one without brackets), and so is a host without a registered domain (a public
 * suffix, `localhost`), lower-case. A row without a host is returned as it stands (the headings that start with `#`, one
 * `.?.oracle.com`, an empty row). Nothing is thrown.
 *
 * @example
 * registeredDomain(".0.docs.google.com") // "google.com"
 * registeredDomain("10.0.0.1:8080/a") // "10.0.0.1"
 * registeredDomain("# GOV.UK") // "# GOV.UK"
 */
export function registeredDomain(url: string): string {
  // Not validated: a host that a registry would refuse still has a suffix.
  const { domain, hostname } = parse(url.replace(/^\.+/, ''), { allowPrivateDomains: false, validateHostname: false });
  return domain ?? (hostname || url);
}
