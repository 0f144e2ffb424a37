import satisfies from 'spdx-satisfies';
import { fetchedComponents } from './fetched';
import { allowed, exceptions } from './licences.json';
import { readLockfile, thirdParty } from './testing/lockfile';

/** A `*` at the end of `packages` stands for the rest of the name. */
const appliesTo = ({ packages }: (typeof exceptions)[number], name: string): boolean =>
  packages.endsWith('*') ? name.startsWith(packages.slice(0, -1)) : name === packages;

/**
 * Whether a package may be used under a licence: one that licences.json allows, or lists as this package's exception.
 * @param licence an SPDX expression; other text must equal an exception's
 */
function isAllowed(name: string, licence = ''): boolean {
  const excepted = exceptions.filter((one) => appliesTo(one, name)).map((one) => one.licence);
  if (excepted.includes(licence)) return true;
  try {
    return satisfies(licence, [...allowed, ...excepted]);
  } catch {
    return false; // not SPDX
  }
}

const all = [
  ...thirdParty(readLockfile()).map(({ name, license }) => ({ name, licence: license })),
  ...fetchedComponents.map(({ name, licenses }) => ({ name, licence: licenses[0].expression })),
];

test('each npm package and each fetched file has an allowed licence', () => {
  expect(all.filter(({ name, licence }) => !isAllowed(name, licence))).toEqual([]);
});

test('each exception is needed', () => {
  for (const one of exceptions)
    expect(all.filter(({ name, licence }) => appliesTo(one, name) && licence?.includes(one.licence))).not.toEqual([]);
});

test.each([
  ['some', 'MIT'],
  ['some', '(GPL-3.0-only OR MIT)'],
  ['some', 'Apache-2.0 AND BSL-1.0'],
  ['@img/sharp-of-some-platform', 'Apache-2.0 AND LGPL-3.0-or-later'],
])('%s may be under %s', (name, licence) => {
  expect(isAllowed(name, licence)).toBe(true);
});

test.each([
  ['some', undefined],
  ['some', 'GPL-3.0-only'],
  ['some', 'LGPL-3.0-or-later'],
  ['some', 'MIT AND GPL-3.0-only'],
  ['some', 'SEE LICENSE IN LICENSE.txt'],
  ['some', 'UNLICENSED'],
  ['@img/sharp-of-some-platform', 'GPL-3.0-only'],
  ['@img/sharp-of-some-platform', 'LGPL-3.0-or-later AND GPL-3.0-only'],
])('%s may not be under %s', (name, licence) => {
  expect(isAllowed(name, licence)).toBe(false);
});
