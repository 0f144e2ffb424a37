import type { PageData } from '../../page-data';
import { loadedOnce, readFile } from './loaded-once';
import { type Picture, SIDE } from './picture';

/** An image of Fashion-MNIST's test set. */
export interface TestImage {
  row: number;
  label: number;
  picture: Picture;
  /** Its class and row. */
  name: string;
}

async function load({ images, classes }: PageData): Promise<TestImage[]> {
  const bytes = new Uint8Array(await (await readFile(images.file)).arrayBuffer());
  return images.items.map(({ row, label }, i) => ({
    row,
    label,
    picture: bytes.slice(i * SIDE * SIDE, (i + 1) * SIDE * SIDE),
    name: `${classes[label]}, test image ${row}`,
  }));
}

/** The page's test images. */
export const useTestImages = loadedOnce(load);
