import { inputDigests, loadFashionMnist } from '@reprise/data';
import { type Dataset, imagesFrom, imageTable, resident, tf } from '@reprise/engine';
import { type ExperimentData } from '@reprise/training';

type Targets = 'images' | 'labels';

/** Fashion-MNIST as a dataset: inputs float32 [28, 28, 1] in [0, 1]; targets the images themselves, or classes as int32. */
export async function fashionMnist(targets: Targets): Promise<ExperimentData> {
  const sets = await loadFashionMnist();
  const dataset = ({ images, labels, rows }: typeof sets.train): Dataset => {
    const pixels = (): tf.Tensor => imageTable(images, rows);
    if (targets === 'images')
      return resident(
        rows,
        () => [pixels()],
        (packed) => {
          const x = imagesFrom(packed, [28, 28, 1]);
          return { x, y: x };
        },
      );
    return resident(
      rows,
      () => [pixels(), tf.tensor1d(Int32Array.from(labels), 'int32')],
      (packed, y) => ({ x: imagesFrom(packed, [28, 28, 1]), y }),
    );
  };
  return {
    train: dataset(sets.train),
    test: dataset(sets.test),
    inputs: await inputDigests('fashion-mnist'),
  };
}
