import { aProblem } from '@reprise/base/testing';
import { VGG16_LAYERS, VGG16_VALUES } from './layers';
import { splitWeights, verifyWeights, weightBytes } from './weights';

const all = Float32Array.from({ length: VGG16_VALUES }, (_, i) => i);

test('splits kernel before bias, layer by layer, and joins again', () => {
  const weights = splitWeights(all);
  expect(weights.map(({ layer }) => layer)).toEqual(VGG16_LAYERS.map(({ layer }) => layer));
  expect(weights[0].kernel.shape).toEqual([3, 3, 3, 64]);
  expect(weights[0].bias.data[0]).toBe(3 * 3 * 3 * 64);
  expect(weights[1].kernel.data[0]).toBe(3 * 3 * 3 * 64 + 64);
  expect(weights[12].bias.data[511]).toBe(VGG16_VALUES - 1);
  expect(weightBytes(weights).equals(Buffer.from(all.buffer))).toBe(true);
});

test('refuses other values, another order and a missing layer', () => {
  const weights = splitWeights(all);
  for (const other of [weights, [...weights].reverse(), weights.slice(1)])
    expect(() => verifyWeights(weightBytes(other), 'x')).toThrow(aProblem(/digest d9a27cc1/));
});
