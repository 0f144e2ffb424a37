import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aProblem, quiet, withPrograms } from '../testing';
import { downloadElsewhere, pipDownload, type Wheel } from './pip-download';

beforeEach(quiet);

const WHEEL: Wheel = { requirement: 'thing==1.0', platform: 'any', python: '311', downloadBytes: 6 };
const SHA256 = 'a'.repeat(64);

// A fake pip: it writes a wheel to --dest=FOLDER.
const PIP = `case "$*" in *--version*) exit 0;; esac
echo "$@" > "$NOTES"
for a in "$@"; do case "$a" in
  --dest=*) echo wheel > "\${a#--dest=}/thing-1.0-py3-none-any.whl";;
  --requirement=*) read -r line < "\${a#--requirement=}"; echo "$line" >> "$NOTES";;
esac; done`;
const NO_PIP = 'echo "No module named pip" >&2; exit 1';
const get = (folder: string, wheel = WHEEL): Promise<string> => pipDownload(wheel, join(folder, 'new'));

test.each([
  ['python3', { python3: PIP }],
  ['python if python3 has no pip', { python3: NO_PIP, python: PIP }],
])('downloads one wheel with %s', (_, programs) =>
  withPrograms(programs, async (folder, notes) => {
    expect(await get(folder)).toBe(join(folder, 'new', 'thing-1.0-py3-none-any.whl'));
    expect(readFileSync(notes, 'utf8')).toMatch(
      /^-m pip download --no-deps --only-binary=:all: --platform=any --python-version=311 .* thing==1.0\n$/,
    );
  }),
);

test('lets pip verify the digest', () =>
  withPrograms({ python3: PIP }, async (folder, notes) => {
    await get(folder, { ...WHEEL, sha256: SHA256 });
    expect(readFileSync(notes, 'utf8')).toMatch(
      new RegExp(`--require-hashes --requirement=\\S+\nthing==1.0 --hash=sha256:${SHA256}\n$`),
    );
  }));

test.each<[string, Record<string, string>, RegExp]>([
  [
    'there is no pip',
    { python3: NO_PIP },
    /python3 -m pip, python -m pip, pip3, pip, found none that runs\. .*python3-pip`\)/,
  ],
  [
    'pip cannot download',
    { python3: `${PIP.split('\n')[0]}\necho "ERROR: no match" >&2; exit 1` },
    /^python3 -m pip download thing==1\.0: expected a wheel, found this error:\nERROR: no match\n[^]*set PIP_NO_INDEX=1 and PIP_FIND_LINKS/,
  ],
  ['pip downloads nothing', { python3: 'exit 0' }, /expected a wheel/],
])('says that %s', (_, programs, message) =>
  withPrograms(programs, (folder) => expect(get(folder)).rejects.toThrow(aProblem(message))),
);

test('downloadElsewhere', () => {
  expect(downloadElsewhere(WHEEL)).toContain(
    '`pip download --no-deps --only-binary=:all: --platform any --python-version 311 thing==1.0`',
  );
});
