import { countImages } from './pixels';

/** Entropy of each grey level as a probability, in nats. */
const ENTROPY = Float64Array.from({ length: 256 }, (_, level) => {
  const t = level / 255;
  return level === 0 || level === 255 ? 0 : -t * Math.log(t) - (1 - t) * Math.log(1 - t);
});

/**
 * The lowest binary cross-entropy that a reconstruction of these images can have, that of the images themselves: grey
 * pixels as targets have an entropy, -t ln t - (1 - t) ln(1 - t).
 *
 * @param images [rows, 784] grey levels 0 to 255, row after row
 * @returns nats, the mean over all pixels
 * @throws RangeError unless `images` holds at least one whole image
 */
export function targetEntropy(images: Uint8Array): number {
  countImages(images);
  let sum = 0;
  for (const level of images) sum += ENTROPY[level];
  return sum / images.length;
}
