import { constantErrors, majorityClass, meanImage, nearestCentroid, PIXELS } from '../../baselines';
import { accuracy } from '../../metrics';
import { averagePrecision, meanInterval, pairedDifference } from '../../statistics';
import type { Claim } from '../claim';
import { accuracyDifference } from './compare-classifiers';
import { correctRows } from './correct-rows';
import { overSeeds } from './over-seeds';
import { reconstructions } from './pca';
import { reconstructionErrors } from './reconstruction-errors';

/** How much more of the test rows a URL model gets right than saying benign always. */
export const againstMajority =
  (experiment: string): Claim['measure'] =>
  async (evidence) => {
    const run = await evidence.run(experiment);
    if ('missing' in run) return run;
    const { train, test } = await evidence.urls();
    const labels = test.y.subarray(0, run.predictions.shape[0]);
    const majority = majorityClass(train.y, labels);
    const right = labels.map((label) => (label === majority.class ? 1 : 0));
    const { difference, low, high } = pairedDifference(correctRows(run, labels), right);
    const one = {
      value: difference,
      low,
      high,
      interval: `paired, ${labels.length} rows`,
      details: { 'accuracy of saying benign always': majority.accuracy },
    };
    return overSeeds(evidence, run, one, ({ run: { final } }) => (final.test.acc ?? NaN) - majority.accuracy);
  };

/** How much more of the test images a classifier gets right than logistic regression on pixels; the weaker baselines beside. */
export const againstPixels =
  (model: string): Claim['measure'] =>
  async (evidence) => {
    const found = await accuracyDifference(model, 'pixel-logistic')(evidence);
    if ('missing' in found) return found;
    const { train, test } = await evidence.fashion();
    const centroids = nearestCentroid(train.images, train.labels, test.images);
    const [run, logistic] = [await evidence.run(model), await evidence.run('pixel-logistic')];
    if ('missing' in run || 'missing' in logistic) return found;
    const one = {
      ...found,
      details: {
        'logistic regression on pixels': logistic.run.final.test.acc ?? 'none',
        'nearest centroid': accuracy(test.labels, centroids),
        'majority class': majorityClass(train.labels, test.labels).accuracy,
        ...found.details,
      },
    };
    const least = logistic.run.final.test.acc ?? NaN;
    return overSeeds(evidence, run, one, ({ run: { final } }) => (final.test.acc ?? NaN) - least);
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
    const one = {
      ...found,
      details: {
        'n-gram logistic regression': ngrams.run.final.test.acc ?? 'none',
        'majority class': majorityClass(train.y, test.y).accuracy,
        'PR-AUC of the model': rank(ours),
        'PR-AUC of n-gram logistic regression': rank(ngrams),
        ...found.details,
      },
    };
    const least = ngrams.run.final.test.acc ?? NaN;
    return overSeeds(evidence, ours, one, ({ run: { final } }) => (final.test.acc ?? NaN) - least);
  };

/** How much lower the autoencoder's squared error is than that of the mean training image, image by image. */
export const againstMeanImage: Claim['measure'] = async (evidence) => {
  const found = await reconstructions(evidence);
  if ('missing' in found) return found;
  const { train, test } = await evidence.fashion();
  const mean = meanImage(train.images);
  const images = test.images.subarray(0, found.autoencoder.squared.length * PIXELS);
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
