import { checkDigest, digest, Problem } from '@reprise/base';
import { readIdx } from './read-idx';

export interface FashionMnistFile {
  /** As the data set's authors name it, without `.gz`. */
  name: string;
  /** How Zalando's repository names it in its table: for our own keys. */
  key: 'train_images' | 'train_labels' | 'test_images' | 'test_labels';
  shape: number[];
  /** Of the values alone, without IDX header: packages compress anew, so the compressed bytes say nothing. */
  sha256: string;
}

/** The data set. The digests are those of golden/data.json. */
export const FASHION_MNIST: FashionMnistFile[] = [
  {
    name: 'train-images-idx3-ubyte',
    key: 'train_images',
    shape: [60000, 28, 28],
    sha256: '2e487a6c89124f78f2d7521542223cafe96f7123c3ca13d447772ac6ecbb3012',
  },
  {
    name: 'train-labels-idx1-ubyte',
    key: 'train_labels',
    shape: [60000],
    sha256: '657fbd221bfc9f4198cc14b5619cc33ec57c58dd0e47af4d99d6650759e869a7',
  },
  {
    name: 't10k-images-idx3-ubyte',
    key: 'test_images',
    shape: [10000, 28, 28],
    sha256: 'c867c93ff95360594e8ec3287995350b824dd110b11595c0e13d5423f621867a',
  },
  {
    name: 't10k-labels-idx1-ubyte',
    key: 'test_labels',
    shape: [10000],
    sha256: '3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9',
  },
];

/**
 * Verifies one decompressed IDX file.
 * @param where names it in an error
 * @returns its values, a view of `bytes`
 * @throws Problem when it is no IDX file, of another shape, or not the published data
 */
export function verifyFashionMnistFile(bytes: Uint8Array, file: FashionMnistFile, where: string): Uint8Array {
  const todo = 'Fetch the file again, or take another source.';
  const { shape, data } = readIdx(bytes, where);
  if (shape.join() !== file.shape.join())
    throw new Problem({ where, expected: `shape [${file.shape}]`, found: `[${shape}]`, todo });
  checkDigest(where, digest(data), file.sha256, todo);
  return data;
}
