import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { inTempFolder } from './in-temp-folder';
import { aProblem } from '../testing/a-problem';
import { readJson } from './read-json';

const wanted = {
  schema: z.object({ rows: z.array(z.number()) }),
  expected: 'a table of this version',
  todo: 'Run it again.',
};

test('a file that is what its schema says', () =>
  inTempFolder(async (folder) => {
    const file = join(folder, 'a.json');
    await writeFile(file, '{"rows":[1,2.5]}');
    expect(await readJson(file, wanted)).toEqual({ rows: [1, 2.5] });
  }));

test.each([
  ['one that breaks off', '{"rows":[1,', /a\.json: expected a table of this version, found no JSON\. Run it again\./],
  ['a value of another kind', '{"rows":[1,"2"]}', /found rows\.1: Invalid input: expected number, received string\./],
  ['null', 'null', /found Invalid input: expected object, received null\./],
  ['one too large', ' '.repeat((1 << 24) + 1), /found 16777217 bytes\./],
])('%s is refused', (_, text, message) =>
  inTempFolder(async (folder) => {
    const file = join(folder, 'a.json');
    await writeFile(file, text);
    await expect(readJson(file, wanted)).rejects.toThrow(aProblem(message));
  }),
);

test('a file that is not there, and a folder', () =>
  inTempFolder(async (folder) => {
    await expect(readJson(join(folder, 'none.json'), wanted)).rejects.toThrow(aProblem(/found no readable file/));
    await expect(readJson(folder, wanted)).rejects.toThrow(aProblem(/found something else/));
  }));
