import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { inTempFolder } from '../folders/temp-folder';
import { aProblem } from '../testing/a-problem';
import { readJson, writeJson } from './json';

const wanted = {
  schema: z.object({ rows: z.array(z.number()) }),
  expected: 'a table of this version',
  todo: 'Run it again.',
};

test('reads a file that matches its schema', () =>
  inTempFolder(async (folder) => {
    const file = join(folder, 'a.json');
    await writeJson(file, { rows: [1, 2.5] });
    expect(await readFile(file, 'utf8')).toBe('{\n  "rows": [\n    1,\n    2.5\n  ]\n}\n');
    expect(await readJson(file, wanted)).toEqual({ rows: [1, 2.5] });
  }));

test.each([
  ['truncated JSON', '{"rows":[1,', /a\.json: expected a table of this version, found no JSON\. Run it again\./],
  ['a value of another type', '{"rows":[1,"2"]}', /found rows\.1: Invalid input: expected number, received string\./],
  ['null', 'null', /found Invalid input: expected object, received null\./],
  ['a file that is too large', ' '.repeat((1 << 24) + 1), /found 16777217 bytes, more than 16777216\./],
])('refuses %s', (_, text, message) =>
  inTempFolder(async (folder) => {
    const file = join(folder, 'a.json');
    await writeFile(file, text);
    await expect(readJson(file, wanted)).rejects.toThrow(aProblem(message));
  }),
);

test('refuses a missing file and a folder', () =>
  inTempFolder(async (folder) => {
    await expect(readJson(join(folder, 'none.json'), wanted)).rejects.toThrow(aProblem(/found no readable file/));
    await expect(readJson(folder, wanted)).rejects.toThrow(aProblem(/found no regular file/));
  }));
