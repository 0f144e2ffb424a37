import { resize48 } from '@reprise/data';
import { PIXELS } from '../../../baselines';
import { duplicateImages } from '../../../facts';
import type { Measure } from '../../claim';
import type { Evidence } from '../../evidence';
import { exactly } from '../measurement';

/** Shapes of both sets with three channels, as the notebook prints them. @param bytes of one image */
const shapes = async (evidence: Evidence, bytes: number): Promise<{ value: string }> => {
  const { train, test } = await evidence.fashion();
  const side = Math.sqrt(bytes / 3);
  return { value: [train, test].map(({ rows }) => `(${rows}, ${side}, ${side}, 3)`).join(', ') };
};

/** Of the original images, with three equal channels. */
export const stackedShapes: Measure = async (evidence) => {
  const { images, rows } = (await evidence.fashion()).train;
  return shapes(evidence, (3 * images.length) / rows);
};

/** Of the images for VGG16. */
export const resizedShapes: Measure = async (evidence) => {
  const { images } = (await evidence.fashion()).train;
  return shapes(evidence, (await resize48(images.subarray(0, PIXELS))).length);
};

/** Test images that are also training images. */
export const equalImages: Measure = async (evidence) => {
  const { train, test } = await evidence.fashion();
  const { acrossSplit, inTrain, inTest } = duplicateImages(train.images, test.images);
  return exactly(acrossSplit, { 'repeated in the training set': inTrain, 'repeated in the test set': inTest });
};
