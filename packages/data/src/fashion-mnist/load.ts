import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsDir, checkManifest, Problem } from '@reprise/base';
import { checkLabels } from '../check-labels';
import { FASHION_MNIST } from './read-files';
import { readIdx } from './read-idx';

/** Grey images of 28x28, a byte for each pixel, row by row, 0 to 255; labels 0 to 9. */
export interface Images {
  /** rows * 784 */
  images: Uint8Array;
  /** rows */
  labels: Uint8Array;
  rows: number;
}

export interface FashionMnist {
  train: Images;
  test: Images;
}

/** The classes of the labels 0 to 9, as the data set's authors name them. */
export const FASHION_MNIST_CLASSES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const;

const TASK = 'data:fashion-mnist';

/**
 * Pairs images with labels.
 * @param where names them in an error
 * @throws Problem if images are not 28x28, there are more or fewer labels, a label is not 0 to 9, or a class has no image
 */
export function pairImages(images: Uint8Array, labels: Uint8Array, where: string): Images {
  const todo = `Run \`npx nx run ${TASK}\` to write it again.`;
  const problem = (expected: string, found: string): Problem => new Problem({ where, expected, found, todo });
  const { shape, data } = readIdx(images, `${where} images`);
  if (shape.length !== 3 || shape[1] !== 28 || shape[2] !== 28) throw problem('images of 28x28', `shape [${shape}]`);
  const { shape: labelShape, data: values } = readIdx(labels, `${where} labels`);
  const [rows] = shape;
  if (labelShape.join() !== `${rows}`) throw problem(`${rows} labels for ${rows} images`, `shape [${labelShape}]`);
  checkLabels(values, FASHION_MNIST_CLASSES, `${where} labels`, todo);
  return { images: data, labels: values, rows };
}

/**
 * The data set that `data:fashion-mnist` wrote: 60,000 training and 10,000 test images.
 * @throws Problem if the task has not run, or a file is damaged
 */
export async function loadFashionMnist(folder = artifactsDir('data', 'fashion-mnist')): Promise<FashionMnist> {
  await checkManifest(
    folder,
    TASK,
    FASHION_MNIST.map(({ name }) => name),
  );
  const read = async (set: string): Promise<Images> =>
    pairImages(
      await readFile(join(folder, `${set}-images-idx3-ubyte`)),
      await readFile(join(folder, `${set}-labels-idx1-ubyte`)),
      `${folder} ${set}`,
    );
  return { train: await read('train'), test: await read('t10k') };
}
