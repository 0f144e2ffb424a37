import { constantErrors, majorityClass, meanImage, nearestCentroid, PIXELS } from '../../baselines';
import { accuracy } from '../../metrics';
import type { TrainedRun } from '../../runs/read-run';
import { averagePrecision, meanInterval, pairedDifference } from '../../statistics';
import type { Measure, Measurement } from '../claim';
import type { Evidence } from '../evidence';
import { accuracyDifference, correctRows } from './accuracy';
import { reconstructions } from './images/pca';
import { reconstructionErrors } from './images/reconstruction-errors';
import { estimate, overSeeds, testAccuracy } from './measurement';

/** A URL model's test accuracy minus that of predicting benign for every row. */
export const againstMajority =
  (experiment: string): Measure =>
  async (evidence) => {
    const run = await evidence.run(experiment);
    const { train, test } = await evidence.urls();
    const labels = test.y.subarray(0, run.predictions.shape[0]);
    const majority = majorityClass(train.y, labels);
    const correct = labels.map((label) => (label === majority.class ? 1 : 0));
    const paired = pairedDifference(correctRows(run, labels), correct);
    const one = estimate(paired.difference, paired, `paired, ${labels.length} rows; one training`, {
      'accuracy of always saying benign': majority.accuracy,
    });
    return overSeeds(evidence, experiment, one, (seed) => testAccuracy(seed) - majority.accuracy);
  };

/** A classifier's test accuracy minus that of a baseline on the same rows. @param details come first */
const againstBaseline =
  (
    model: string,
    baseline: string,
    details: (evidence: Evidence, run: TrainedRun, base: TrainedRun) => Promise<Measurement['details']>,
  ): Measure =>
  async (evidence) => {
    const paired = await accuracyDifference(model, baseline)(evidence);
    const [run, base] = [await evidence.run(model), await evidence.run(baseline)];
    const one = { ...paired, details: { ...(await details(evidence, run, base)), ...paired.details } };
    return overSeeds(evidence, model, one, (seed) => testAccuracy(seed) - testAccuracy(base));
  };

/** Against logistic regression on pixels, the best of three baselines. */
export const againstPixels = (model: string): Measure =>
  againstBaseline(model, 'pixel-logistic', async (evidence, _, base) => {
    const { train, test } = await evidence.fashion();
    return {
      'logistic regression on pixels': testAccuracy(base),
      'nearest centroid': accuracy(test.labels, nearestCentroid(train.images, train.labels, test.images)),
      'majority class': majorityClass(train.labels, test.labels).accuracy,
    };
  });

/** Against logistic regression on character n-grams. */
export const againstNgrams = (model: string): Measure =>
  againstBaseline(model, 'ngram-logistic', async (evidence, run, base) => {
    const { train, test } = await evidence.urls();
    const rank = ({ predictions: { data, shape } }: TrainedRun): number =>
      averagePrecision(test.y.subarray(0, shape[0]), data);
    return {
      'n-gram logistic regression': testAccuracy(base),
      'majority class': majorityClass(train.y, test.y).accuracy,
      'PR-AUC of the model': rank(run),
      'PR-AUC of n-gram logistic regression': rank(base),
    };
  });

/** Squared error of the mean training image minus the autoencoder's, image by image. */
export const againstMeanImage: Measure = async (evidence) => {
  const { squared } = (await reconstructions(evidence)).autoencoder;
  const { train, test } = await evidence.fashion();
  const mean = meanImage(train.images);
  const images = test.images.subarray(0, squared.length * PIXELS);
  const errors = reconstructionErrors(images, (_, into) => into.set(mean));
  const apart = meanInterval(errors.squared.map((error, row) => error - squared[row]));
  const constant = constantErrors(mean, images);
  return estimate(apart.mean, apart, `t over ${squared.length} images`, {
    'mean image, squared error': constant.squared,
    'mean image, cross-entropy': constant.crossentropy,
  });
};
