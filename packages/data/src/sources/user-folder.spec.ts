import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aProblem, withEnvironment } from '@reprise/base/testing';
import { inTempFolder } from '@reprise/base';
import { userFolder } from './user-folder';

const ask = (value: string | undefined): Promise<string> =>
  withEnvironment({ REPRISE_TEST: value }, () => userFolder('REPRISE_TEST'));

test('accepts only a folder', () =>
  inTempFolder(async (folder) => {
    expect(await ask(folder)).toBe(folder);
    await expect(ask(undefined)).rejects.toThrow(aProblem(/REPRISE_TEST: expected a folder, found no value/));
    await expect(ask('')).rejects.toThrow(aProblem(/no value/));
    await expect(ask(join(folder, 'x'))).rejects.toThrow(aProblem(/which is not a folder/));
    writeFileSync(join(folder, 'x'), '');
    await expect(ask(join(folder, 'x'))).rejects.toThrow(aProblem(/which is not a folder/));
  }));
