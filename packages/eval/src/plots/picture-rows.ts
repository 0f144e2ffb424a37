import { PIXELS } from '../baselines';
import { pictureGrid } from './picture-grid';

/** Test images 1 to 9, counted from 0: the notebook's loop is `range(1, 10)`. */
export const SHOWN = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** One row of pictures: what it is, and values of the images, [rows * 784]. */
export interface PictureRow {
  name: string;
  pixels: Uint8Array | Float32Array;
}

export interface PictureRows {
  title: string;
  notes?: readonly string[];
  rows: readonly PictureRow[];
  /** Which images, counted from 0; unless told otherwise those of the notebook. */
  shown?: readonly number[];
  /** What stands below each image; unless told otherwise its number. */
  captions?: readonly string[];
  slice: boolean;
}

/**
 * The same images in each row, one below the other: an image over its reconstructions.
 *
 * @returns SVG, as {@link pictureGrid}
 * @throws RangeError when a row holds fewer images than are to be shown
 */
export async function pictureRows({
  title,
  notes,
  rows,
  shown = SHOWN,
  captions = shown.map(String),
  slice,
}: PictureRows): Promise<string> {
  const images = Math.max(...shown) + 1;
  const short = rows.find(({ pixels }) => pixels.length < images * PIXELS);
  if (short)
    throw new RangeError(`${short.name}: ${short.pixels.length} pixels where ${images} images have ${images * PIXELS}`);
  return pictureGrid({
    title,
    notes,
    slice,
    rows: rows.map(({ name, pixels }, row) => ({
      lines: [name],
      pictures: shown.map((image, column) => ({
        pixels: pixels.subarray(image * PIXELS, (image + 1) * PIXELS),
        ...(row === rows.length - 1 && { caption: captions[column] }),
      })),
    })),
  });
}
