import { classScores, confusionMatrix } from '../metrics';
import { checkRows } from './check-rows';
import { fitStump, type Stump } from './fit-stump';
import { URL_FEATURES, type UrlFeature } from './url-features';

/** A question to one feature of a URL, and how far it gets on the test rows. */
export interface TrivialRule extends Stump {
  /** Name of the feature. */
  feature: string;
  /** Share of the test rows that are told right. */
  accuracy: number;
  /** Of the malicious test rows the share that is found; null without any. */
  recall: number | null;
  /** Of the test rows that are called malicious the share that is; null where none is called so. */
  precision: number | null;
  /** Of the benign test rows the share that is called malicious; null without any. */
  falsePositiveRate: number | null;
}

function judge(feature: string, stump: Stump, values: Float64Array, labels: Uint8Array): TrivialRule {
  const called = Uint8Array.from(values, (v) => Number(v > stump.threshold === (stump.direction === 'above')));
  const matrix = confusionMatrix(labels, called, 2);
  const { recall, precision } = classScores(matrix)[1];
  const [[right, wrong], [, found]] = matrix;
  return {
    feature,
    ...stump,
    accuracy: (right + found) / labels.length,
    recall,
    precision,
    falsePositiveRate: right + wrong === 0 ? null : wrong / (right + wrong),
  };
}

/**
 * For each feature the threshold that tells malicious from benign rows best, by balanced accuracy on the training rows,
 * and its scores on the test rows: what a model has to beat. A feature that has one value on all training rows is left out.
 *
 * @param urls all rows of the lists
 * @param malicious one a row, 1 or 0
 * @param trainRows row numbers to fit on, `testRows` to judge on
 * @returns best first, by balanced accuracy on the training rows; of equal ones the feature that is named first
 * @throws RangeError when labels or row numbers do not go with the URLs, a class has no training row, there is no test row,
 * or no feature has two values
 */
export function trivialRules(
  urls: string[],
  malicious: Uint8Array,
  trainRows: Int32Array,
  testRows: Int32Array,
  features: readonly UrlFeature[] = URL_FEATURES,
): TrivialRule[] {
  checkRows(urls, malicious, trainRows, testRows);
  if (testRows.length === 0) throw new RangeError('expected test rows, found none');
  const labels = (rows: Int32Array): Uint8Array => Uint8Array.from(rows, (row) => malicious[row]);
  const rules = features.flatMap(({ name, of }) => {
    const values = (rows: Int32Array): Float64Array => Float64Array.from(rows, (row) => of(urls[row]));
    const stump = fitStump(values(trainRows), labels(trainRows));
    return stump === null ? [] : [judge(name, stump, values(testRows), labels(testRows))];
  });
  if (rules.length === 0)
    throw new RangeError(`expected a feature with two values on the training rows, found none of ${features.length}`);
  return rules.sort((a, b) => b.balancedAccuracy - a.balancedAccuracy);
}

/** The best of {@link trivialRules}, with the same arguments and errors. */
export function trivialRule(...given: Parameters<typeof trivialRules>): TrivialRule {
  return trivialRules(...given)[0];
}
