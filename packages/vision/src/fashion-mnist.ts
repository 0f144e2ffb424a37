import { inputDigests, loadFashionMnist } from '@reprise/data';
import { type Dataset, imagesFrom, imageTable, resident, tf } from '@reprise/engine';
import { type ExperimentData } from '@reprise/training';

/** Fashion-MNIST as a dataset: inputs float32 [28, 28, 1] in [0, 1]; targets the images themselves, or classes as int32. */
export async function fashionMnist(targets: 'images' | 'labels'): Promise<ExperimentData> {
  const sets = await loadFashionMnist();
  const dataset = ({ images, labels, rows }: typeof sets.train): Dataset => {
    const pixels = (): tf.Tensor => imageTable(images, rows);
    const classes = (): tf.Tensor => tf.tensor1d(Int32Array.from(labels), 'int32');
    return resident(
      rows,
      () => (targets === 'images' ? [pixels()] : [pixels(), classes()]),
      (packed, y?: tf.Tensor) => {
        const x = imagesFrom(packed, [28, 28, 1]);
        return { x, y: y ?? x };
      },
    );
  };
  return { train: dataset(sets.train), test: dataset(sets.test), inputs: await inputDigests('fashion-mnist') };
}
