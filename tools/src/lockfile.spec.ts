import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lockfile, missingFromLockfile } from './lockfile';

const lockfile = JSON.parse(readFileSync(join(__dirname, '../../package-lock.json'), 'utf8')) as Lockfile;

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
