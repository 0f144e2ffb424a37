import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { aProblem } from '@reprise/base/testing';
import { writeH5 } from '../testing/write-h5';
import { VGG16_LAYERS } from './layers';
import { readVgg16H5 } from './read-h5';

const WEIGHTS = VGG16_LAYERS.map(({ layer }, i) => ({
  layer,
  kernel: { shape: [1, 1, 2, 2], data: Float32Array.of(i, 1, 2, 3) },
  bias: { shape: [2], data: Float32Array.of(-i, 0.5) },
}));

test('reads kernels and biases unchanged', () =>
  inTempFolder(async (folder) => {
    const path = join(folder, 'w.h5');
    await writeH5(path, [...WEIGHTS].reverse());
    expect(await readVgg16H5(path)).toEqual(WEIGHTS);
  }));

test('refuses a missing, truncated or other file and one without a layer, and creates no file', () =>
  inTempFolder(async (folder) => {
    const path = join(folder, 'w.h5');
    await expect(readVgg16H5(path)).rejects.toThrow(aProblem(/no such file/));
    expect(existsSync(path)).toBe(false);
    await writeH5(path, WEIGHTS.slice(0, 12));
    await expect(readVgg16H5(path)).rejects.toThrow(aProblem(/block5_conv3 with kernel and bias, found none/));
    const bytes = readFileSync(path);
    for (const [broken, found] of [
      [bytes.subarray(0, bytes.length / 2), /an HDF5 file, found truncated file/],
      [Buffer.from('<html>'), /an HDF5 file, found file signature not found/],
      [Buffer.alloc(0), /an HDF5 file, found file signature not found/],
    ] as const) {
      writeFileSync(path, broken);
      await expect(readVgg16H5(path)).rejects.toThrow(aProblem(found));
    }
  }));
