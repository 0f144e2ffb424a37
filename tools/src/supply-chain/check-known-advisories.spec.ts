import { validRange } from 'semver';
import { readLockfile } from '../lockfile';
import { checkKnownAdvisories } from './check-known-advisories';
import advisories from './known-advisories.json';
import { lockedPackages } from './locked-packages';

const packages = lockedPackages(readLockfile());

test('no version in the lockfile has a hole that was looked up', () => {
  expect(checkKnownAdvisories(packages, advisories).failures).toEqual([]);
  for (const { id, range } of advisories) {
    expect(id).toMatch(/^GHSA(-[23456789cfghjmpqrvwx]{4}){3}$/);
    expect(validRange(range)).not.toBeNull();
  }
});

test.each([
  // What tfjs-node-gpu asks for by itself, and what Nx 23.2.1 pins.
  ['tar', '6.2.1', 5],
  ['adm-zip', '0.5.16', 1],
  ['smol-toml', '1.6.1', 1],
  ['brace-expansion', '5.0.8', 1],
  ['brace-expansion', '2.1.2', 2],
])('%s %s is found, under each of its advisories', (name, version, count) => {
  const at = `node_modules/old/node_modules/${name}`;
  const { failures } = checkKnownAdvisories([...packages, { ...packages[0], at, name, version }], advisories);
  expect(failures).toHaveLength(count);
  for (const failure of failures) expect(failure).toContain(`${at} ${version}: has GHSA-`);
});

test('an advisory about a package that is not used any more is found', () => {
  const gone = { id: 'GHSA-2222-3333-4444', package: 'gone', range: '*' };
  expect(checkKnownAdvisories(packages, [gone]).failures).toEqual([expect.stringMatching(/^gone, GHSA-/)]);
});
