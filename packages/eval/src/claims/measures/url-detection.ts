import { mt19937 } from '@reprise/data';
import { majorityClass } from '../../baselines';
import { classScores, confusionMatrix, predictedClasses } from '../../metrics';
import type { TrainedRun } from '../../report/read-run';
import {
  averagePrecision,
  type BootstrapInterval,
  bootstrapInterval,
  calibration,
  meanInterval,
  newcombe,
  recallAtFalsePositiveRate,
  rocAuc,
  wilson,
} from '../../statistics';
import type { Claim } from '../claim';
import { ofTwoRuns } from './of-two-runs';
import { demandSplit, SWEEP_SPLITS } from '../evidence';
import { overSeeds } from './over-seeds';

/** What a detector of URLs does on test rows, in the field's measures. */
export function detection({ predictions }: TrainedRun, labels: Uint8Array): Record<string, number | string> {
  const rows = predictions.shape[0];
  const y = labels.subarray(0, rows);
  const called = predictedClasses({ data: predictions.data, rows, width: 1 });
  const { precision, recall, f1 } = classScores(confusionMatrix(y, called, 2))[1];
  const { expectedError, brier } = calibration(y, predictions.data);
  return {
    recall: recall ?? 'none',
    precision: precision ?? 'none',
    F1: f1 ?? 'none',
    'ROC-AUC': rocAuc(y, predictions.data),
    'PR-AUC': averagePrecision(y, predictions.data),
    'recall at 0.1 % false positives': recallAtFalsePositiveRate(y, predictions.data, 0.001),
    'recall at 1 % false positives': recallAtFalsePositiveRate(y, predictions.data, 0.01),
    'expected calibration error': expectedError,
    'Brier score': brier,
  };
}

const RESAMPLES = 500;

/** A statistic of test rows with its 95 % bootstrap interval. @param statistic of row numbers */
function overRows(rows: number, statistic: (rows: Float64Array) => number): BootstrapInterval {
  const next = mt19937(1);
  const numbers = Float64Array.from({ length: rows }, (_, row) => row);
  return bootstrapInterval(numbers, statistic, { resamples: RESAMPLES, random: () => next() / 2 ** 32 });
}

/** 95 % interval of PR-AUC, in words. */
function averagePrecisionInterval({ predictions: { data, shape } }: TrainedRun, labels: Uint8Array): string {
  const { low, high } = overRows(shape[0], (rows) =>
    averagePrecision(
      Uint8Array.from(rows, (row) => labels[row]),
      Float32Array.from(rows, (row) => data[row]),
    ),
  );
  return `${low.toFixed(4)} to ${high.toFixed(4)}, ${RESAMPLES} bootstrap samples of the rows`;
}

/** Malicious rows, and how many of them are called so. */
function tally({ predictions }: TrainedRun, labels: Uint8Array): { hits: number; malicious: number } {
  const rows = predictions.shape[0];
  const called = predictedClasses({ data: predictions.data, rows, width: 1 });
  const [, [missed, hits]] = confusionMatrix(labels.subarray(0, rows), called, 2);
  return { hits, malicious: hits + missed };
}

/** Share of the malicious test rows that a model finds, and the field's other measures. */
export const recallOf =
  (experiment: string): Claim['measure'] =>
  async (evidence) => {
    const run = await evidence.run(experiment);
    if ('missing' in run) return run;
    const { train, test } = await evidence.urls();
    const { hits, malicious } = tally(run, test.y);
    const { low, high } = wilson(hits, malicious);
    const one = {
      value: hits / malicious,
      low,
      high,
      interval: `Wilson, ${malicious} malicious rows`,
      details: {
        ...detection(run, test.y),
        'PR-AUC, 95 %': averagePrecisionInterval(run, test.y),
        'accuracy of saying benign always': majorityClass(train.y, test.y).accuracy,
      },
    };
    return overSeeds(evidence, run, one, (seed) => tally(seed, test.y).hits / malicious);
  };

/** A URL model's mean accuracy under the splits that are not the notebook's, with an interval over splits. */
export const accuracyOfOtherSplits =
  (model: string): Claim['measure'] =>
  async (evidence) => {
    const runs = await evidence.splits(model);
    if (!runs) return { missing: 'One run has one split: run `npx nx run eval:sweep`.' };
    const values = runs.map(({ run }) => run.final.test.acc ?? NaN);
    const { mean, sd, low, high } = meanInterval(values.slice(1));
    const bySplit = values.map((value, i) => [`random_state=${SWEEP_SPLITS[i]}`, value] as const);
    return {
      value: mean,
      low,
      high,
      interval: `t over ${values.length - 1} splits`,
      details: { ...Object.fromEntries(bySplit), 'standard deviation of the others': sd },
    };
  };

/** How much larger the first one's PR-AUC is than the second one's, with a bootstrap interval over the test rows. */
export const betterRanking = (first: string, second: string): Claim['measure'] =>
  ofTwoRuns(first, second, async (a, b, evidence) => {
    const { y } = (await evidence.urls()).test;
    const { estimate, low, high } = overRows(a.predictions.shape[0], (rows) => {
      const labels = Uint8Array.from(rows, (row) => y[row]);
      const [ours, theirs] = [a, b].map(({ predictions: { data } }) =>
        averagePrecision(
          labels,
          Float32Array.from(rows, (row) => data[row]),
        ),
      );
      return ours - theirs;
    });
    const [da, db] = [detection(a, y), detection(b, y)];
    return {
      value: estimate,
      low,
      high,
      interval: `bootstrap, ${RESAMPLES} samples of the rows; one training each`,
      details: Object.fromEntries(
        ['PR-AUC', 'ROC-AUC', 'F1', 'Brier score'].flatMap((name) => [
          [`${name}, ${first}`, da[name]],
          [`${name}, ${second}`, db[name]],
        ]),
      ),
    };
  });

/** False positives at which detectors are compared: one in a hundred benign rows. */
const RATE = 0.01;

/**
 * How much more of the malicious rows a model finds under the notebook's split than when no domain is on both sides, each
 * at the threshold that gives 1 % false positives.
 */
export const recallLostByDomains = (model: string): Claim['measure'] =>
  ofTwoRuns(model, `${model}-domains`, async (byRows, byDomains, evidence) => {
    demandSplit(byDomains, { by: 'domains', randomState: 3 });
    const found = ({ predictions: { data, shape } }: TrainedRun, labels: Uint8Array): [number, number] => {
      const y = labels.subarray(0, shape[0]);
      const malicious = y.reduce((sum, label) => sum + label, 0);
      return [Math.round(recallAtFalsePositiveRate(y, data, RATE) * malicious), malicious];
    };
    const [rows, domains] = [(await evidence.urls()).test.y, (await evidence.urlsByDomain()).test.y];
    const [a, b] = [found(byRows, rows), found(byDomains, domains)];
    const { difference, low, high } = newcombe(...a, ...b);
    const [da, db] = [detection(byRows, rows), detection(byDomains, domains)];
    const both = (name: string): [string, number | string][] => [
      [`${name}, split by rows`, da[name]],
      [`${name}, split by domains`, db[name]],
    ];
    return {
      value: difference,
      low,
      high,
      interval: `Newcombe, ${a[1]} and ${b[1]} malicious rows; one training each`,
      details: {
        ...Object.fromEntries(['recall at 1 % false positives', 'recall', 'PR-AUC', 'ROC-AUC'].flatMap(both)),
        'epochs, split by rows': byRows.run.epochs_run,
        'epochs, split by domains': byDomains.run.epochs_run,
        'accuracy, split by rows': byRows.run.final.test.acc ?? 'none',
        'accuracy, split by domains': byDomains.run.final.test.acc ?? 'none',
      },
    };
  });
