import * as fc from 'fast-check';
import { registeredDomain } from '../../urls/split/registered-domain';
import { PRINTABLE, tokenize, URL_LENGTH } from '../../urls/tokenize';
import { hostileText, fuzzTarget } from '@reprise/base/fuzz';

const HOSTS = [
  '.docs.google.com',
  'co.uk',
  '10.0.0.1',
  '[::1]:80',
  'xn--80ak6aa92e.com',
  'a.b.c.d',
  '...',
  'ÄÖ.de',
  'a..b',
];
const LONG = ['a.'.repeat(500_000), '@'.repeat(1_000_000), `${'/'.repeat(1_000_000)}x`, 'é'.repeat(1_000_000)];

export default fuzzTarget({
  name: 'URLs: tokens and registered domains',
  input: fc.oneof(
    { weight: 200, arbitrary: hostileText },
    {
      weight: 100,
      arbitrary: fc
        .array(fc.oneof(fc.constantFrom(...HOSTS, ':', '@', '/', '?', '#', '\\', '.', '%'), hostileText), {
          maxLength: 5,
        })
        .map((parts) => parts.join('')),
    },
    { weight: 100, arbitrary: fc.webUrl() },
    { weight: 1, arbitrary: fc.constantFrom(...LONG) },
  ),
  read(url) {
    const tokens = tokenize(url);
    // From the definition, character by character.
    const known = Array.from(url)
      .map((character) => PRINTABLE.indexOf(character) + 1)
      .filter((token) => token > 0);
    const wanted = [...new Array<number>(URL_LENGTH).fill(0), ...known].slice(-URL_LENGTH);
    if (tokens.length !== URL_LENGTH || tokens.some((token, i) => token !== wanted[i])) throw new Error('other tokens');
    const domain = registeredDomain(url);
    if (typeof domain !== 'string' || (domain === '' && url !== '')) throw new Error(`domain ${domain}`);
    if (registeredDomain(url) !== domain) throw new Error('another domain the second time');
  },
});
