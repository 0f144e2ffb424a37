import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { tempFolder } from './temp-folder';

test('removes the folders of ended processes, and none of running processes or other programs', () => {
  const own = tempFolder();
  const { pid } = spawnSync('true');
  const of = (text: string): string => own.replace(`-${process.pid}-`, text);
  const [dead, strange] = [of(`-${pid}-`), of('-x')];
  for (const folder of [dead, strange]) mkdirSync(folder);
  const other = tempFolder();
  expect([own, other, strange, dead].map((folder) => existsSync(folder))).toEqual([true, true, true, false]);
  for (const folder of [own, other, strange]) rmSync(folder, { recursive: true });
});
