import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { aProblem } from '@reprise/base/testing';
import { VGG16_LAYERS, VGG16_VALUES } from './layers';
import { joinWeights, readWeights, splitWeights, verifyWeights, weightBytes } from './weights';

const all = Float32Array.from({ length: VGG16_VALUES }, (_, i) => i);

test('joins kernel before bias, layer by layer, and splits again', () => {
  const weights = splitWeights(all);
  expect(weights.map(({ layer }) => layer)).toEqual(VGG16_LAYERS.map(({ layer }) => layer));
  expect(weights[0].kernel.shape).toEqual([3, 3, 3, 64]);
  expect(weights[0].bias.data[0]).toBe(3 * 3 * 3 * 64);
  expect(weights[1].kernel.data[0]).toBe(3 * 3 * 3 * 64 + 64);
  expect(weights[12].bias.data[511]).toBe(VGG16_VALUES - 1);
  expect(weightBytes(joinWeights(weights, 'x')).equals(weightBytes(all))).toBe(true);
});

test('refuses a layer of another shape, a missing layer, other values', () => {
  const weights = splitWeights(all);
  const turned = { ...weights[2], kernel: { ...weights[2].kernel, shape: [128, 64, 3, 3] } };
  const other = [...weights.slice(0, 2), turned, ...weights.slice(3)];
  expect(() => joinWeights(other, 'x')).toThrow(
    aProblem(/block2_conv1 .*3x3x64x128 and 128, found 128x64x3x3 and 128/),
  );
  expect(() => joinWeights(weights.slice(1), 'x')).toThrow(aProblem(/block1_conv1.*found no such layer/));
  expect(() => verifyWeights(all, 'x')).toThrow(aProblem(/digest d9a27cc1/));
});

test('reads the bytes that it writes, and refuses a file of another length', () =>
  inTempFolder(async (folder) => {
    const file = join(folder, 'weights.f32');
    writeFileSync(file, weightBytes(all));
    expect(weightBytes(await readWeights(file)).equals(weightBytes(all))).toBe(true);
    writeFileSync(file, weightBytes(all).subarray(1));
    await expect(readWeights(file)).rejects.toThrow(aProblem(/58858752 bytes, found 58858751/));
    writeFileSync(file, weightBytes(all).subarray(4));
    await expect(readWeights(file)).rejects.toThrow(aProblem(/58858752 bytes, found 58858748/));
  }));
