import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest, inTempFolder, writeManifest } from '@reprise/base';
import { readNpy } from '../formats/npy';
import golden from '../golden/data.json';
import { aProblem } from '@reprise/base/testing';
import { buildUrls } from './build';
import { frameToArrow, urlFrame } from './frame';
import { loadUrlRows, loadUrls } from './load';
import { tokenize } from './tokenize';
import { urlRows } from './lists/url-rows';

/** Runs `work` with the task's folder. */
const withUrls = (work: (folder: string) => Promise<void>): Promise<void> =>
  inTempFolder(async (folder) => {
    await buildUrls(folder);
    await writeManifest(folder);
    await work(folder);
  });

test('tokens, labels and rows equal the golden ones, as loaded and as written; the frame has every row', () =>
  withUrls(async (folder) => {
    const { train, test, trainRows, testRows } = await loadUrls(undefined, folder);
    const { url_matrix: golds, splits } = golden;
    for (const [name, loaded, expected] of [
      ['x-train', train.x, golds.X_train_sha256_int32le],
      ['x-test', test.x, golds.X_test_sha256_int32le],
      ['y-train', train.y, golds.y_train_sha256_uint8],
      ['y-test', test.y, golds.y_test_sha256_uint8],
      ['train-rows', trainRows, splits[0].train_sha256_int32le],
      ['test-rows', testRows, splits[0].test_sha256_int32le],
    ] as const) {
      expect(digest(loaded)).toBe(expected);
      const { shape, data } = await readNpy(join(folder, `${name}.npy`));
      expect(digest(data)).toBe(expected);
      expect(shape).toEqual(name.startsWith('x') ? [loaded.length / 75, 75] : [loaded.length]);
    }
    expect(test.y.reduce((sum, value) => sum + value, 0)).toBe(golds.malicious_in_test);
    expect([train.y.length, test.y.length]).toEqual([50514, 16838]);

    const { urls, malicious } = await loadUrlRows(folder);
    const lists = await urlRows();
    expect(urls.length).toBe(67352);
    expect(digest(urls.join('\n'))).toBe(digest(lists.urls.join('\n')));
    expect(digest(malicious)).toBe(digest(lists.malicious));
    expect([...test.x.subarray(0, 75)]).toEqual([...tokenize(urls[testRows[0]])]);

    // The head that the notebook prints.
    expect(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'))).toMatchObject({
      rows: 67352,
      head: [
        { URL: '.0.blogger.gmodules.com', Is_Malicious: 0 },
        { URL: '.0.client-channel.google.com', Is_Malicious: 0 },
        { URL: '.0.docs.google.com', Is_Malicious: 0 },
        { URL: '.0.drive.google.com', Is_Malicious: 0 },
        { URL: '.0.gvt0.cn', Is_Malicious: 0 },
      ],
      x: { shape: [67352, 75], dtype: 'int32' },
      train: { rows: 50514 },
      test: { rows: 16838, malicious: 315 },
    });
  }));

test('refuses labels other than 0 and 1 and a class without rows', () =>
  inTempFolder(async (folder) => {
    writeFileSync(join(folder, 'summary.json'), '{}');
    const refuse = async (malicious: number[], message: RegExp): Promise<void> => {
      const rows = { urls: malicious.map(String), malicious: Uint8Array.from(malicious) };
      writeFileSync(join(folder, 'urls.arrow'), await frameToArrow(await urlFrame(rows)));
      await writeManifest(folder);
      await expect(loadUrls(undefined, folder)).rejects.toThrow(aProblem(message));
    };
    await refuse([2, 2, 2, 2], /urls.arrow, row 0: expected labels from 0 to 1, found 2/);
    await refuse([0, 0, 0, 0], /including 1 \(malicious\), found none among 3/);
    appendFileSync(join(folder, 'urls.arrow'), 'x');
    await expect(loadUrls(undefined, folder)).rejects.toThrow(aProblem(/expected sha256.*found.*data:urls/));
  }));

test('names the task to run first', async () => {
  await expect(loadUrls(undefined, '/nowhere')).rejects.toThrow(aProblem(/Run `npx nx run data:urls` first/));
  await expect(loadUrlRows('/nowhere')).rejects.toThrow(aProblem(/Run `npx nx run data:urls` first/));
});
