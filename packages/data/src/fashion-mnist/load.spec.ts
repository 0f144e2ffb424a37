import { cpSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, digest, inTempFolder } from '@reprise/base';
import { sizeOfShape } from '../formats/size-of-shape';
import golden from '../golden/data.json';
import { aProblem } from '@reprise/base/testing';
import { idxOf } from '../testing/idx-of';

import { FASHION_MNIST_CLASSES, loadFashionMnist, pairImages } from './load';
import { FASHION_MNIST } from './read-files';

test('returns the published images and labels', async () => {
  const { train, test } = await loadFashionMnist();
  const found = {
    train_images: train.images,
    train_labels: train.labels,
    test_images: test.images,
    test_labels: test.labels,
  };
  for (const [key, data] of Object.entries(found))
    expect({ bytes: data.length, sha256: digest(data) }).toEqual(golden.fashion_mnist[key as keyof typeof found]);
  expect([train.rows, test.rows]).toEqual([60000, 10000]);
  // Every class has the same number of images: https://github.com/zalandoresearch/fashion-mnist
  const counts = new Array(FASHION_MNIST_CLASSES.length).fill(0);
  test.labels.forEach((label) => counts[label]++);
  expect(counts).toEqual(new Array(10).fill(1000));
});

test('the pinned digests equal the golden ones', () => {
  const { train_images, train_labels, test_images, test_labels } = golden.fashion_mnist;
  const files = [train_images, train_labels, test_images, test_labels];
  expect(FASHION_MNIST.map(({ sha256 }) => sha256)).toEqual(files.map(({ sha256 }) => sha256));
});

/** An IDX file with equal values. */
const idx = (shape: number[], fill = 0): Uint8Array => idxOf(shape, Buffer.alloc(sizeOfShape(shape), fill));

test.each<[string, Uint8Array, Uint8Array, RegExp]>([
  ['images of another size', idx([2, 28, 27]), idx([2]), /images of 28x28, found shape \[2,28,27\]/],
  ['labels as images', idx([2]), idx([2]), /images of 28x28, found shape \[2\]/],
  ['too few labels', idx([2, 28, 28]), idx([1]), /2 labels for 2 images, found shape \[1\]/],
  ['a label out of range', idx([2, 28, 28]), idx([2], 10), /set labels, row 0: expected labels from 0 to 9, found 10/],
  [
    'an empty class',
    idx([2, 28, 28]),
    idx([2], 7),
    /rows of every class, including 0 \(T-shirt\/top\), found none among 2/,
  ],
])('refuses %s', (_, images, labels, message) => {
  expect(() => pairImages(images, labels, 'set')).toThrow(aProblem(message));
});

test('names the task to run if files are missing or truncated', () =>
  inTempFolder(async (folder) => {
    await expect(loadFashionMnist(folder)).rejects.toThrow(aProblem(/Run `npx nx run data:fashion-mnist` first/));
    cpSync(artifactsDir('data', 'fashion-mnist'), folder, { recursive: true });
    truncateSync(join(folder, 't10k-labels-idx1-ubyte'), 9999);
    await expect(loadFashionMnist(folder)).rejects.toThrow(aProblem(/t10k-labels.*data:fashion-mnist/));
  }));
