import { type ModelName, PUBLISHED } from '../../published/published';
import type { Claim, Measure } from '../claim';
import { validationAboveTest } from '../measures/accuracy';
import { againstMeanImage, againstNgrams, againstPixels } from '../measures/baselines';
import { equalImages } from '../measures/images/image-data';
import { accuracy, lossOfOneMoreSeed } from '../measures/run-metrics';
import { accuracyOfOtherSplits, recallLostByDomains, recallOf } from '../measures/urls/detection';
import { bestRule, domainsAcrossSplit, duplicatesAcrossSplit, headings } from '../measures/urls/url-data';
import { above, below, claim, FITS, near } from './kinds';

const URL_MODELS = ['birnn', 'cnn-lstm'] as const;

const printedAccuracy = (model: (typeof URL_MODELS)[number]): Pick<Claim, 'expects' | 'reason'> =>
  near(PUBLISHED[model].final.test_acc as number, FITS[model].accuracy.tolerance);

const baseline = (model: ModelName, statement: string, how: string, measure: Measure): Claim =>
  claim(`baseline-${model}`, 'baseline', model, {
    statement,
    where: 'baseline',
    ...above(0, 'better is above 0'),
    how,
    measure,
  });

/** What the notebook's method hides, and simple baselines. */
export const METHOD_CLAIMS: readonly Claim[] = [
  claim('hidden-fresh-loss', 'hidden', 'birnn', {
    statement: 'A fresh fit of 20 epochs gets to the training loss of 0.0250 at which the printed log starts',
    where: FITS.birnn.cell,
    ...below(0.025, 'the log starts there, so the cell was run on a trained model'),
    how: 'training loss after the 20 epochs of birnn, with the prediction interval for one more seed',
    measure: lossOfOneMoreSeed('birnn'),
  }),
  claim('hidden-fresh-accuracy', 'hidden', 'birnn', {
    statement: 'A fresh fit of 20 epochs gets to the printed test accuracy',
    where: FITS.birnn.cell,
    ...printedAccuracy('birnn'),
    how: 'test accuracy of birnn: one fit of 20 epochs at most',
    measure: accuracy('birnn', 'test'),
  }),
  claim('hidden-as-meant', 'hidden', 'birnn', {
    statement: 'One fresh fit with more epochs allowed gets to the printed test accuracy',
    where: FITS.birnn.cell,
    ...printedAccuracy('birnn'),
    how: 'test accuracy of birnn-long: early stopping, 100 epochs at most',
    measure: accuracy('birnn-long', 'test'),
  }),
  claim('hidden-cnn-lstm-detects-most', 'hidden', 'cnn-lstm', {
    statement: 'The CNN + LSTM finds most malicious URLs, too',
    where: 'not said',
    ...above(0.5, 'most is more than half'),
    how: 'recall on the malicious rows of the test set',
    measure: recallOf('cnn-lstm'),
  }),
  ...URL_MODELS.map((model) =>
    claim(`hidden-early-stopping-${model}`, 'hidden', model, {
      statement: 'Early stopping watches the test set: rows that stop a training are flattered by it',
      where: FITS[model].cell,
      ...above(0, 'a figure that chose its own rows would be too good'),
      how: `accuracy on the tenth of the training rows that stops ${model}-validation less that on the test rows, which it never sees`,
      measure: validationAboveTest(`${model}-validation`, model),
    }),
  ),
  claim('hidden-domains', 'hidden', 'data', {
    statement: 'Most benign test rows are of a registered domain that was trained on',
    where: 'train_test_split',
    ...above(0.5, 'most is more than half'),
    how: 'share of the benign test rows whose registered domain (public suffix list) has a training row',
    measure: domainsAcrossSplit,
  }),
  ...URL_MODELS.map((model) =>
    claim(`hidden-domains-${model}`, 'hidden', model, {
      statement: 'It finds fewer malicious URLs when no registered domain is on both sides of the split',
      where: 'train_test_split',
      ...above(0, 'at equal false positives, since the threshold moves; fewer is a difference above 0'),
      how: `recall at 1 % false positives of ${model} under the notebook’s split less that of ${model}-domains under a split by registered domain`,
      measure: recallLostByDomains(model),
    }),
  ),
  ...URL_MODELS.map((model) =>
    claim(`hidden-splits-${model}`, 'hidden', model, {
      statement: 'Another split of the same rows gives the printed test accuracy',
      where: 'train_test_split(random_state=3)',
      ...printedAccuracy(model),
      how: `mean test accuracy of ${model} under four other splits, one seed`,
      measure: accuracyOfOtherSplits(model),
      sweepOnly: true,
    }),
  ),
  claim('hidden-duplicates', 'hidden', 'data', {
    statement: 'The same URL stands on both sides of the split',
    where: 'train_test_split',
    ...above(0, 'one is too many'),
    how: 'test rows whose 75 tokens are a training row’s',
    measure: duplicatesAcrossSplit,
  }),
  claim('hidden-headings', 'hidden', 'data', {
    statement: 'Every row is a URL',
    where: 'pd.read_csv',
    ...below(1, 'none'),
    how: 'rows that start with #, headings of the list that was copied',
    measure: headings,
  }),
  claim('hidden-trivial-rule', 'hidden', 'data', {
    statement: 'A rule on one feature tells malicious and benign rows apart',
    where: 'the data',
    ...above(0.9, 'nine in ten of each class'),
    how: 'balanced accuracy on the test rows of the best threshold on one feature, fitted on the training rows',
    measure: bestRule,
  }),
  claim('hidden-equal-images', 'hidden', 'data', {
    statement: 'Images of the test set are in the training set, too',
    where: 'fashion_mnist.load_data',
    ...above(0, 'one is too many'),
    how: 'test images that equal a training image to the byte',
    measure: equalImages,
  }),

  baseline(
    'autoencoder',
    'It beats the mean training image',
    'squared error of the mean image less the autoencoder’s, image by image',
    againstMeanImage,
  ),
  ...(['lenet', 'transfer'] as const).map((model) =>
    baseline(
      model,
      'It beats logistic regression on pixels, the nearest centroid and the majority class',
      'test accuracy less that of pixel-logistic, the best of the three, on the same rows',
      againstPixels(model),
    ),
  ),
  ...URL_MODELS.map((model) =>
    baseline(
      model,
      `It beats logistic regression on character n-grams${model === 'birnn' ? ', as it happened (fitted twice)' : ''}`,
      `test accuracy of ${FITS[model].experiment} less that of ngram-logistic, on the same rows`,
      againstNgrams(FITS[model].experiment),
    ),
  ),
];
