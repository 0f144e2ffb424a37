import { loadFashionMnist } from '@reprise/data';
import golden from './golden/baselines.json';
import { targetEntropy } from './target-entropy';

test('black and white pixels have no entropy, grey ones do', () => {
  const images = new Uint8Array(784).fill(255);
  images.fill(0, 0, 300);
  expect(targetEntropy(images)).toBe(0);
  images.fill(51, 0, 392);
  expect(targetEntropy(images)).toBeCloseTo((0.2 * Math.log(5) + 0.8 * Math.log(1.25)) / 2, 14);
});

test.each(['first', 'all'] as const)('as numpy: %s', async (part) => {
  const { test } = await loadFashionMnist();
  const { test_images, nats } = golden.target_entropy[part];
  expect(targetEntropy(test.images.subarray(0, test_images * 784))).toBeCloseTo(nats, 11);
});

test('refuses an empty set', () => expect(() => targetEntropy(new Uint8Array(0))).toThrow(RangeError));
