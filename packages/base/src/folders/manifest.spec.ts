import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from './temp-folder';
import { aProblem } from '../testing/a-problem';
import { digest } from '../files/digest';
import { checkManifest, readManifest, writeManifest } from './manifest';

const withFiles = (work: (folder: string) => Promise<void>): Promise<void> =>
  inTempFolder(async (folder) => {
    mkdirSync(join(folder, 'logs'));
    writeFileSync(join(folder, 'b'), 'B');
    writeFileSync(join(folder, 'a'), 'A');
    writeFileSync(join(folder, 'logs', 'c'), 'C');
    await work(folder);
  });

test('lists files in order, also in subfolders, except itself and those left out', () =>
  withFiles(async (folder) => {
    const sha256 = { a: digest('A'), b: digest('B'), 'logs/c': digest('C') };
    expect(Object.entries((await writeManifest(folder)).sha256)).toEqual(Object.entries(sha256));
    expect(await checkManifest(folder, 'p:t')).toEqual({ sha256 });
    expect(Object.keys((await writeManifest(folder, ['a', 'logs/'])).sha256)).toEqual(['b']);
  }));

test('names a file that changed or is missing', () =>
  withFiles(async (folder) => {
    await writeManifest(folder);
    writeFileSync(join(folder, 'a'), 'X');
    await expect(checkManifest(folder, 'p:t')).rejects.toThrow(aProblem(/a: expected sha256.*nx run p:t/));
    expect(await readManifest(folder, 'p:t')).toBeDefined(); // reads no file
    rmSync(join(folder, 'a'));
    await expect(checkManifest(folder, 'p:t')).rejects.toThrow(aProblem(/no readable file/));
  }));

test('must list what the reader needs, including all files of a folder', () =>
  withFiles(async (folder) => {
    await writeManifest(folder, ['b', 'logs/']);
    await expect(checkManifest(folder, 'p:t', ['a'])).resolves.toBeDefined();
    for (const [needed, missing] of [
      ['b', 'b'],
      ['logs/', 'logs/c'],
      ['none/', 'none/'],
      ['toString', 'toString'],
    ])
      await expect(checkManifest(folder, 'p:t', ['a', needed])).rejects.toThrow(
        aProblem(new RegExp(`manifest.json: expected a digest of ${missing}, found none. Run \`npx nx run p:t\``)),
      );
    await writeManifest(folder);
    await expect(checkManifest(folder, 'p:t', ['a', 'b', 'logs/'])).resolves.toBeDefined();
  }));

test('refuses a manifest of megabytes unread', () =>
  withFiles(async (folder) => {
    writeFileSync(join(folder, 'manifest.json'), `{"sha256":{}${' '.repeat(2 << 20)}}`);
    await expect(readManifest(folder, 'p:t')).rejects.toThrow(
      aProblem(/a manifest, found 2097165 bytes, more than 1048576/),
    );
  }));

test.each([
  ['', 'no JSON'],
  ['{', 'no JSON'],
  ['{"sha256":{"a":"short"}}', 'sha256\\.a: Invalid string'],
  ['{"sha256":{},"more":1}', 'Unrecognized key: "more"'],
])('refuses %j', (text, found) =>
  inTempFolder(async (folder) => {
    writeFileSync(join(folder, 'manifest.json'), text);
    await expect(readManifest(folder, 'p:t')).rejects.toThrow(aProblem(new RegExp(`a manifest, found ${found}`)));
  }),
);

test('names the task to run if there is no manifest', async () => {
  await expect(checkManifest('/nowhere', 'p:t')).rejects.toThrow(aProblem(/Run `npx nx run p:t` first/));
});
