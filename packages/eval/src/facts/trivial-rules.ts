import { classScores, confusionMatrix } from '../metrics';
import { fitStump, type Stump } from './fit-stump';
import { URL_FEATURES, type UrlFeature } from './url-features';

/** A threshold on one feature of a URL, with its scores on the test rows; null where a denominator is 0. */
function judge(feature: string, stump: Stump, values: Float64Array, labels: Uint8Array) {
  const predicted = Uint8Array.from(values, (v) => Number(v > stump.threshold === (stump.direction === 'above')));
  const matrix = confusionMatrix(labels, predicted, 2);
  const { recall, precision } = classScores(matrix)[1];
  const [[trueNegatives, falsePositives], [, truePositives]] = matrix;
  const negatives = trueNegatives + falsePositives;
  return {
    feature,
    ...stump,
    accuracy: (trueNegatives + truePositives) / labels.length,
    recall,
    precision,
    falsePositiveRate: negatives === 0 ? null : falsePositives / negatives,
  };
}

/**
 * For each feature the threshold that best separates malicious from benign rows, by balanced accuracy on the training
 * rows, with its scores on the test rows. Features with one value on all training rows are left out.
 *
 * @param urls all rows of the lists
 * @param malicious [all rows] 1 or 0
 * @param trainRows row numbers to fit on, `testRows` to judge on
 * @returns best first, by balanced accuracy on the training rows; equal ones in the order of `features`
 */
export function trivialRules(
  urls: string[],
  malicious: Uint8Array,
  trainRows: Int32Array,
  testRows: Int32Array,
  features: readonly UrlFeature[] = URL_FEATURES,
): ReturnType<typeof judge>[] {
  const labels = (rows: Int32Array): Uint8Array => Uint8Array.from(rows, (row) => malicious[row]);
  const rules = features.flatMap(({ name, of }) => {
    const values = (rows: Int32Array): Float64Array => Float64Array.from(rows, (row) => of(urls[row]));
    const stump = fitStump(values(trainRows), labels(trainRows));
    return stump === null ? [] : [judge(name, stump, values(testRows), labels(testRows))];
  });
  return rules.sort((a, b) => b.balancedAccuracy - a.balancedAccuracy);
}
