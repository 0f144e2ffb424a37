import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aProblem, quiet, withPrograms } from '@reprise/base/testing';
import { debianPackage } from './debian-package';

beforeEach(quiet);

// A fake apt-get: it records its arguments, fails to update, and writes a package to the working directory.
const APT = `echo "$@" >> "$NOTES"
case "$*" in *update*) exit 100;; *) echo deb > thing_1_all.deb;; esac`;

test('updates its own lists, downloads and unpacks; a failing package source does not stop it', () =>
  withPrograms({ 'apt-get': APT, 'dpkg-deb': '/bin/mkdir -p "$3/usr"' }, async (folder, notes) => {
    const root = await debianPackage('thing', folder);
    expect(existsSync(join(root, 'usr'))).toBe(true);
    const [update, download] = readFileSync(notes, 'utf8').trim().split('\n');
    for (const line of [update, download]) {
      expect(line).toContain(`Dir::State::Lists=${folder}`);
      expect(line).toContain(`Dir::Cache=${folder}`);
      expect(line).toContain('Acquire::http::Timeout=5');
    }
    expect(update).toMatch(/-q update$/);
    expect(download).toMatch(/-q download thing$/);
  }));

test.each<[string, Record<string, string>, RegExp]>([
  ['there is no apt', {}, /apt-get: .* found no such program/],
  [
    'apt has no such package',
    { 'apt-get': 'echo "E: Unable to locate" >&2; exit 100' },
    /code 100, E: Unable to locate/,
  ],
  ['apt downloads no file', { 'apt-get': ':' }, /thing_….deb, found no such file/],
  ['there is no dpkg-deb', { 'apt-get': APT }, /dpkg-deb: .* found no such program/],
])('says that %s', (_, programs, message) =>
  withPrograms(programs, async (folder) => {
    await expect(debianPackage('thing', folder)).rejects.toThrow(aProblem(message));
  }),
);
