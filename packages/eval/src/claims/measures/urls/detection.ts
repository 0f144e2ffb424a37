import { mt19937 } from '@reprise/data';
import { majorityClass } from '../../../baselines';
import { classScores, confusionMatrix, predictedClasses } from '../../../metrics';
import type { TrainedRun } from '../../../runs/read-run';
import {
  averagePrecision,
  bootstrapInterval,
  calibration,
  meanInterval,
  newcombe,
  recallAtFalsePositiveRate,
  rocAuc,
  wilson,
} from '../../../statistics';
import type { Measure } from '../../claim';
import { checkSplit, DOMAIN_SPLIT, SWEEP_SPLITS } from '../../evidence';
import { estimate, overSeeds, testAccuracy } from '../measurement';

/** Confusion matrix of a URL model on the test rows that it predicted. */
const confusion = ({ predictions: { data, shape } }: TrainedRun, labels: Uint8Array): number[][] =>
  confusionMatrix(labels.subarray(0, shape[0]), predictedClasses({ data, rows: shape[0], width: 1 }), 2);

type Metrics = Record<string, number | string>;

/** The field's metrics of a detector of malicious URLs. */
export function detectionMetrics(run: TrainedRun, labels: Uint8Array): Metrics {
  const { data, shape } = run.predictions;
  const y = labels.subarray(0, shape[0]);
  const { precision, recall, f1 } = classScores(confusion(run, labels))[1];
  const { expectedError, brier } = calibration(y, data);
  return {
    recall: recall ?? 'none',
    precision: precision ?? 'none',
    F1: f1 ?? 'none',
    'ROC-AUC': rocAuc(y, data),
    'PR-AUC': averagePrecision(y, data),
    'recall at 0.1 % false positives': recallAtFalsePositiveRate(y, data, 0.001),
    'recall at 1 % false positives': recallAtFalsePositiveRate(y, data, 0.01),
    'expected calibration error': expectedError,
    'Brier score': brier,
  };
}

/** The named metrics of several detectors, as details. */
const sideBySide = (names: string[], detectors: Record<string, Metrics>): Metrics =>
  Object.fromEntries(
    names.flatMap((name) => Object.entries(detectors).map(([which, metrics]) => [`${name}, ${which}`, metrics[name]])),
  );

const RESAMPLES = 500;

/** A statistic of test rows with its 95 % bootstrap interval. */
function overRows(rows: number, statistic: (rows: Uint32Array) => number): ReturnType<typeof bootstrapInterval> {
  const next = mt19937(1);
  return bootstrapInterval(rows, statistic, RESAMPLES, () => next() / 2 ** 32);
}

/** PR-AUC of the given rows. */
const prAuc = ({ predictions: { data } }: TrainedRun, labels: Uint8Array, rows: Uint32Array): number =>
  averagePrecision(
    rows.map((row) => labels[row]),
    Float32Array.from(rows, (row) => data[row]),
  );

/** Share of the malicious test rows that a model detects, and the field's other metrics. */
export const recallOf =
  (experiment: string): Measure =>
  async (evidence) => {
    const run = await evidence.run(experiment);
    const { train, test } = await evidence.urls();
    const [, [missed, hits]] = confusion(run, test.y);
    const malicious = missed + hits;
    const { low, high } = overRows(run.predictions.shape[0], (rows) => prAuc(run, test.y, rows));
    const interval = `Wilson, ${malicious} malicious rows; one training`;
    const one = estimate(hits / malicious, wilson(hits, malicious), interval, {
      ...detectionMetrics(run, test.y),
      'PR-AUC, 95 %': `${low.toFixed(4)} to ${high.toFixed(4)}, ${RESAMPLES} bootstrap samples of the rows`,
      'accuracy of always saying benign': majorityClass(train.y, test.y).accuracy,
    });
    return overSeeds(evidence, experiment, one, (seed) => confusion(seed, test.y)[1][1] / malicious);
  };

/** A URL model's mean accuracy under splits other than the notebook's, with an interval over splits. */
export const accuracyOfOtherSplits =
  (model: string): Measure =>
  async (evidence) => {
    const values = (await evidence.splits(model)).map(testAccuracy);
    const others = meanInterval(values.slice(1));
    return estimate(others.mean, others, `t over ${others.n} splits`, {
      ...Object.fromEntries(values.map((value, i) => [`random_state=${SWEEP_SPLITS[i]}`, value])),
      'standard deviation of the others': others.sd,
    });
  };

/** The first one's PR-AUC minus the second one's, with a bootstrap interval over the test rows. */
export const betterRanking =
  (first: string, second: string): Measure =>
  async (evidence) => {
    const [a, b] = [await evidence.run(first), await evidence.run(second)];
    const { y } = (await evidence.urls()).test;
    const apart = overRows(a.predictions.shape[0], (rows) => prAuc(a, y, rows) - prAuc(b, y, rows));
    return estimate(
      apart.estimate,
      apart,
      `bootstrap, ${RESAMPLES} samples of the rows; one training each`,
      sideBySide(['PR-AUC', 'ROC-AUC', 'F1', 'Brier score'], {
        [first]: detectionMetrics(a, y),
        [second]: detectionMetrics(b, y),
      }),
    );
  };

/** False positive rate at which detectors are compared. */
const RATE = 0.01;

/** Malicious rows that a model detects at {@link RATE}, and all of them. */
function detected({ predictions: { data, shape } }: TrainedRun, labels: Uint8Array): [hits: number, rows: number] {
  const y = labels.subarray(0, shape[0]);
  const malicious = y.reduce((sum, label) => sum + label, 0);
  return [Math.round(recallAtFalsePositiveRate(y, data, RATE) * malicious), malicious];
}

/**
 * A model's recall under the notebook's split minus that under a split by registered domain, each at the threshold that
 * gives 1 % false positives.
 */
export const recallLostByDomains =
  (model: string): Measure =>
  async (evidence) => {
    const [byRows, byDomains] = [await evidence.run(model), await evidence.run(`${model}-domains`)];
    checkSplit(byDomains, DOMAIN_SPLIT);
    const [rows, domains] = [(await evidence.urls()).test.y, (await evidence.urlsByDomain()).test.y];
    const [a, b] = [detected(byRows, rows), detected(byDomains, domains)];
    const lost = newcombe(...a, ...b);
    const metrics = (run: TrainedRun, labels: Uint8Array): Metrics => ({
      ...detectionMetrics(run, labels),
      epochs: run.run.epochs_run,
      accuracy: testAccuracy(run),
    });
    return estimate(
      lost.difference,
      lost,
      `Newcombe, ${a[1]} and ${b[1]} malicious rows; one training each`,
      sideBySide(['recall at 1 % false positives', 'recall', 'PR-AUC', 'ROC-AUC', 'epochs', 'accuracy'], {
        'split by rows': metrics(byRows, rows),
        'split by domains': metrics(byDomains, domains),
      }),
    );
  };
