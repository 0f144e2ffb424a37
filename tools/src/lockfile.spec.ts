import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { missingFromLockfile, readLockfile } from './lockfile';
import { lockedPackages } from './supply-chain/locked-packages';

const lockfile = readLockfile();

test('package-lock.json is complete for all platforms', () => {
  expect(missingFromLockfile(lockfile)).toEqual([]);
});

test("a missing platform's binary is found", () => {
  const { 'node_modules/@img/sharp-win32-x64': dropped, ...packages } = lockfile.packages;
  expect(dropped.version).toBeDefined();
  expect(missingFromLockfile({ packages })).toEqual([`node_modules/sharp -> @img/sharp-win32-x64@${dropped.version}`]);
});

test('it does not say where it was made', () => {
  const named = Object.values(lockfile.packages).filter(({ resolved, link }) => resolved !== undefined && !link);
  expect(named).toEqual([]);
});

test('each override is in force: no package has a version beside the one that it names', () => {
  const { overrides } = JSON.parse(readFileSync(join(repositoryRoot(), 'package.json'), 'utf8')) as {
    overrides: Record<string, string | Record<string, string>>;
  };
  const pairs = Object.entries(overrides).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : Object.entries(value).map(([below, version]) => [below, version]),
  );
  expect(pairs.length).toBeGreaterThan(5);
  const locked = lockedPackages(lockfile);
  for (const [name, version] of pairs)
    expect(locked.filter((one) => one.name === name).map((one) => one.version)).toContain(version);
  // What tfjs-node-gpu asks for by itself has known holes.
  for (const name of ['tar', 'adm-zip', '@mapbox/node-pre-gyp', 'rimraf'])
    expect(locked.filter((one) => one.name === name)).toHaveLength(1);
});
