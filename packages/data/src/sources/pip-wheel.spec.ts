import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest } from '@reprise/base';
import { aProblem, quiet, withPrograms } from '@reprise/base/testing';
import { pipWheel } from './pip-wheel';

beforeEach(quiet);

const WHEEL = { name: 'thing', version: '1.0', sha256: digest('wheel\n'), python: '3.11' };

// pip stands in: it finds --dest=FOLDER among its arguments and puts a wheel there.
const PIP = `case "$*" in *--version*) exit 0;; esac
echo "$@" > "$NOTES"
for a in "$@"; do case "$a" in --dest=*) echo wheel > "\${a#--dest=}/thing-1.0-py3-none-any.whl";; esac; done`;
const NO_PIP = 'echo "No module named pip" >&2; exit 1';

test.each([
  ['python3', { python3: PIP }],
  ['python, where python3 has no pip', { python3: NO_PIP, python: PIP }],
])('fetches one wheel with %s', (_, programs) =>
  withPrograms(programs, async (folder, notes) => {
    expect(await pipWheel(WHEEL, folder)).toBe(join(folder, 'thing-1.0-py3-none-any.whl'));
    expect(readFileSync(notes, 'utf8')).toMatch(
      /^-m pip download --no-deps --only-binary=:all: --python-version=3.11 .* thing==1.0\n$/,
    );
  }),
);

test.each<[string, Record<string, string>, RegExp]>([
  ['there is no Python', {}, /python3: no such program; python: no such program/],
  ['there is no pip', { python3: NO_PIP }, /python3: exit code 1, No module named pip; python: no such program/],
  ['pip cannot fetch', { python3: `${PIP.split('\n')[0]}\necho "ERROR: no match" >&2; exit 1` }, /ERROR: no match/],
  ['pip gave another file', { python3: PIP.replace('echo wheel', 'echo other') }, /expected digest/],
])('says that %s', (_, programs, message) =>
  withPrograms(programs, async (folder) => {
    await expect(pipWheel(WHEEL, folder)).rejects.toThrow(aProblem(message));
  }),
);
