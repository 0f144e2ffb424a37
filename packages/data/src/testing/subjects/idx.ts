import * as fc from 'fast-check';
import { pairImages } from '../../fashion-mnist/load';
import { readIdx } from '../../fashion-mnist/read-idx';
import { sizeOfShape } from '../../files/size-of-shape';
import { mutatedBytes, subject } from '../fuzz';

const idx = (shape: number[], values: Uint8Array): Buffer => {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.set([0, 0, 8, shape.length]);
  shape.forEach((size, i) => head.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([head, values]);
};

// A row of each class.
const LABELS = idx(
  [10],
  Uint8Array.from({ length: 10 }, (_, i) => i),
);
const IMAGES = idx([10, 28, 28], new Uint8Array(10 * 784).fill(7));

export default subject({
  name: 'IDX files',
  input: fc.record({
    images: mutatedBytes(IMAGES, idx([0, 28, 28], new Uint8Array())),
    labels: mutatedBytes(LABELS),
    alone: fc.boolean(),
  }),
  read({ images, labels, alone }) {
    if (!alone) {
      const { rows, ...pair } = pairImages(images, labels, 'x');
      if (pair.images.length !== rows * 784 || pair.labels.length !== rows) throw new Error(`${rows} rows`);
      return;
    }
    const { shape, data } = readIdx(images);
    if (shape.some((size) => !Number.isSafeInteger(size))) throw new Error(`shape [${shape}]`);
    if (sizeOfShape(shape) !== data.length) throw new Error('shape and values differ');
  },
});
