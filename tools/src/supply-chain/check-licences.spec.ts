import { readLockfile } from '../lockfile';
import { checkLicences, countLicences } from './check-licences';
import { fetchedBesideNpm } from './fetched';
import rules from './licences.json';
import { listLicences } from './list-licences';
import { lockedPackages } from './locked-packages';

const packages = lockedPackages(readLockfile());
const failuresWith = (name: string, licence: string | undefined): string[] =>
  checkLicences([...packages, { ...packages[0], at: `node_modules/${name}`, name, licence }], rules).failures;

test('all packages are under free licences, or excepted with a reason', () => {
  expect(checkLicences(packages, rules).failures).toEqual([]);
});

test.each([
  ['some', 'MIT'],
  ['some', '(GPL-3.0-only OR MIT)'],
  ['some', 'Apache-2.0 AND BSL-1.0'],
  ['@img/sharp-of-some-platform', 'Apache-2.0 AND LGPL-3.0-or-later'],
])('%s may be under %s', (name, licence) => {
  expect(failuresWith(name, licence)).toEqual([]);
});

test.each([
  ['some', undefined, 'states no licence'],
  ['some', 'GPL-3.0-only', 'is under GPL-3.0-only'],
  ['some', 'LGPL-3.0-or-later', 'is under LGPL-3.0-or-later'],
  ['some', 'MIT AND GPL-3.0-only', 'is under MIT AND GPL-3.0-only'],
  ['some', 'SEE LICENSE IN LICENSE.txt', 'is under SEE LICENSE'],
  ['some', 'UNLICENSED', 'is under UNLICENSED'],
  ['@img/sharp-of-some-platform', 'GPL-3.0-only', 'is under GPL-3.0-only'],
  ['@img/sharp-of-some-platform', 'LGPL-3.0-or-later AND GPL-3.0-only', 'is under LGPL-3.0-or-later AND GPL-3.0-only'],
])('%s may not be under %s', (name, licence, complaint) => {
  expect(failuresWith(name, licence)).toEqual([expect.stringContaining(complaint)]);
});

test('an exception that no package needs is found', () => {
  const more = [...rules.exceptions, { packages: 'gone', licence: 'MPL-2.0', reason: 'It was there once.' }];
  expect(checkLicences(packages, { ...rules, exceptions: more }).failures).toEqual([
    'gone, MPL-2.0: no package needs it. Remove it from licences.json.',
  ]);
});

test('the list has every package and all that npm does not know; the counts add up', () => {
  const list = listLicences(packages, fetchedBesideNpm()).split('\n');
  for (const { name, version } of packages)
    expect(list.some((line) => line.startsWith(`| ${name} | ${version} |`))).toBe(true);
  expect(list).toContain('| Inter | 4.001 | OFL-1.1 |');
  const counts = countLicences(packages);
  expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBe(packages.length);
  expect(counts[0][1]).toBeGreaterThan(counts.at(-1)![1]);
});
