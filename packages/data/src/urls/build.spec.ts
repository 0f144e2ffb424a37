import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digest, inTempFolder, writeManifest } from '@reprise/base';
import { readNpy, writeNpy } from '../formats/npy';
import golden from '../golden/data.json';
import { aProblem } from '@reprise/base/testing';
import { buildUrls } from './build';
import { loadUrlFrame, loadUrls } from './load';
import { tokenize } from './tokenize';
import { urlRows } from './lists/url-rows';

/** Runs `work` with the task's folder. */
const withUrls = (work: (folder: string) => Promise<void>): Promise<void> =>
  inTempFolder(async (folder) => {
    await buildUrls(folder);
    await writeManifest(folder);
    await work(folder);
  });

test('tokens, labels and rows equal the golden ones; the frame has every row; the loaders refuse invalid files', () =>
  withUrls(async (folder) => {
    const { train, test, trainRows, testRows } = await loadUrls(folder);
    expect(digest(train.x)).toBe(golden.url_matrix.X_train_sha256_int32le);
    expect(digest(test.x)).toBe(golden.url_matrix.X_test_sha256_int32le);
    expect(digest(train.y)).toBe(golden.url_matrix.y_train_sha256_uint8);
    expect(digest(test.y)).toBe(golden.url_matrix.y_test_sha256_uint8);
    expect(test.y.reduce((sum, value) => sum + value, 0)).toBe(golden.url_matrix.malicious_in_test);
    expect([train.rows, test.rows, train.length]).toEqual([50514, 16838, 75]);
    expect(digest(trainRows)).toBe(golden.splits[0].train_sha256_int32le);
    expect(digest(testRows)).toBe(golden.splits[0].test_sha256_int32le);

    const frame = await loadUrlFrame(folder);
    const { urls, malicious } = await urlRows();
    expect(frame.columnNames()).toEqual(['URL', 'Is_Malicious']);
    expect(frame.numRows()).toBe(67352);
    expect(digest([...frame.array('URL')].join('\n'))).toBe(digest(urls.join('\n')));
    expect(digest(Uint8Array.from(frame.array('Is_Malicious')))).toBe(digest(malicious));
    expect([...test.x.subarray(0, 75)]).toEqual([...tokenize(frame.get('URL', testRows[0]))]);

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

    const spoil = async (name: string, change: (data: Uint8Array | Int32Array | Float32Array) => void) => {
      const array = await readNpy(join(folder, name));
      const before = array.data.slice();
      change(array.data);
      await writeNpy(join(folder, name), array);
      await expect(loadUrls(folder)).rejects.toThrow(aProblem(/expected sha256.*found.*data:urls/));
      await writeManifest(folder);
      const failing = loadUrls(folder);
      await failing.catch(() => undefined);
      array.data.set(before);
      await writeNpy(join(folder, name), array);
      return failing;
    };
    await expect(spoil('y-test.npy', (data) => (data[5] = 2))).rejects.toThrow(
      aProblem(/y-test.npy, row 5: expected labels from 0 to 1, found 2/),
    );
    await expect(spoil('y-test.npy', (data) => data.fill(0))).rejects.toThrow(
      aProblem(/including 1 \(malicious\), found none among 16838/),
    );
    await expect(spoil('x-train.npy', (data) => (data[755] = 101))).rejects.toThrow(
      aProblem(/x-train.npy, row 10: expected tokens from 0 to 100, found 101/),
    );
    await writeNpy(join(folder, 'y-test.npy'), { dtype: 'uint8', shape: [3], data: new Uint8Array(3) });
    await writeManifest(folder);
    await expect(loadUrls(folder)).rejects.toThrow(aProblem(/uint8 \[16838\], found uint8 \[3\]/));
  }));

test('names the task to run first', async () => {
  await expect(loadUrls('/nowhere')).rejects.toThrow(aProblem(/Run `npx nx run data:urls` first/));
  await expect(loadUrlFrame('/nowhere')).rejects.toThrow(aProblem(/Run `npx nx run data:urls` first/));
});
