import * as fc from 'fast-check';
import { pairImages } from '../../fashion-mnist/load';
import { readIdx } from '../../fashion-mnist/read-idx';
import { sizeOfShape } from '../../formats/size-of-shape';
import { mutatedBytes, fuzzTarget } from '@reprise/base/fuzz';
import { idxOf } from '../idx-of';

// A row of each class.
const LABELS = idxOf(
  [10],
  Uint8Array.from({ length: 10 }, (_, i) => i),
);
const IMAGES = idxOf([10, 28, 28], new Uint8Array(10 * 784).fill(7));

export default fuzzTarget({
  name: 'IDX files',
  input: fc.record({
    images: mutatedBytes(IMAGES, idxOf([0, 28, 28])),
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
