import { constantErrors, majorityClass, meanImage, nearestCentroid } from '../../baselines';
import { averagePrecision, meanInterval } from '../../statistics';
import type { Claim } from '../claim';
import { accuracyDifference } from './compare-classifiers';
import { reconstructions } from './pca';
import { reconstructionErrors } from './reconstruction-errors';

/** How much more of the test images a classifier gets right than logistic regression on pixels; the weaker baselines beside. */
export const againstPixels =
  (model: string): Claim['measure'] =>
  async (evidence) => {
    const found = await accuracyDifference(model, 'pixel-logistic')(evidence);
    if ('missing' in found) return found;
    const { train, test } = await evidence.fashion();
    const centroids = nearestCentroid(train.images, train.labels, test.images);
    const logistic = await evidence.run('pixel-logistic');
    return {
      ...found,
      details: {
        ...('missing' in logistic ? {} : { 'logistic regression on pixels': logistic.run.final.test.acc ?? NaN }),
        'nearest centroid': centroids.filter((label, row) => label === test.labels[row]).length / test.rows,
        'majority class': majorityClass(train.labels, test.labels).accuracy,
        ...found.details,
      },
    };
  };

/** How much more of the test URLs a model gets right than logistic regression on n-grams; ranking and majority beside. */
export const againstNgrams =
  (model: string): Claim['measure'] =>
  async (evidence) => {
    const found = await accuracyDifference(model, 'ngram-logistic')(evidence);
    if ('missing' in found) return found;
    const [ours, ngrams] = [await evidence.run(model), await evidence.run('ngram-logistic')];
    if ('missing' in ours || 'missing' in ngrams) return found;
    const { train, test } = await evidence.urls();
    const rank = (run: typeof ours): number =>
      averagePrecision(test.y.subarray(0, run.predictions.shape[0]), run.predictions.data);
    return {
      ...found,
      details: {
        'n-gram logistic regression': ngrams.run.final.test.acc ?? NaN,
        'majority class': majorityClass(train.y, test.y).accuracy,
        'PR-AUC of the model': rank(ours),
        'PR-AUC of n-gram logistic regression': rank(ngrams),
        ...found.details,
      },
    };
  };

/** How much lower the autoencoder's squared error is than that of the mean training image, image by image. */
export const againstMeanImage: Claim['measure'] = async (evidence) => {
  const found = await reconstructions(evidence);
  if ('missing' in found) return found;
  const { train, test } = await evidence.fashion();
  const mean = meanImage(train.images);
  const images = test.images.subarray(0, found.autoencoder.squared.length * 784);
  const { squared } = reconstructionErrors(images, (_, into) => into.set(mean));
  const interval = meanInterval(squared.map((error, row) => error - found.autoencoder.squared[row]));
  const constant = constantErrors(mean, images);
  return {
    value: interval.mean,
    low: interval.low,
    high: interval.high,
    interval: `t over ${squared.length} images`,
    details: { 'mean image, squared error': constant.squared, 'mean image, cross-entropy': constant.crossentropy },
  };
};
