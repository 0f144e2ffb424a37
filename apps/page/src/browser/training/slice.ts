import type { Slice } from '../../page-data';

/** Pixels of an image. */
export const PIXELS = 28 * 28;

/** Training images, in the order in which the run's first epoch passes over them. */
export interface TrainingSlice {
  rows: number;
  /** Bytes, 784 a row. */
  images: Uint8Array;
  /** One class a row. */
  labels: Uint8Array;
}

/** Reads what the build wrote. @throws Error when the file is incomplete */
export function readSlice(bytes: Uint8Array, { file, rows }: Slice): TrainingSlice {
  if (bytes.length !== rows * (PIXELS + 1))
    throw new Error(`${file}: expected ${rows} images and their labels, found ${bytes.length} bytes. Reload the page.`);
  return { rows, images: bytes.subarray(0, rows * PIXELS), labels: bytes.subarray(rows * PIXELS) };
}
