import { readLockfile } from '../lockfile';
import { checkDigests } from './check-digests';
import { lockedPackages } from './locked-packages';

const lockfile = readLockfile();
const packages = lockedPackages(lockfile);

test('npm verifies all that it fetches', () => {
  const entries = Object.entries(lockfile.packages);
  const ours = entries.filter(([at, { link }]) => link || !at.includes('node_modules/'));
  expect(packages.length).toBe(entries.length - ours.length);
  expect(
    ours
      .map(([at]) => at)
      .filter((at) => !/^(|(packages|apps)\/\w+|tools|examples|node_modules\/@reprise\/\w+)$/.test(at)),
  ).toEqual([]);
  expect(checkDigests(packages).failures).toEqual([]);
});

test.each([undefined, 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=', 'sha512-short=='])(
  'a package with the digest %s is found',
  (integrity) => {
    expect(checkDigests([...packages, { ...packages[0], at: 'node_modules/bad', integrity }]).failures).toEqual([
      expect.stringMatching(/^node_modules\/bad: has no SHA-512/),
    ]);
  },
);
