import { mt19937 } from '@reprise/data';
import { majorityClass } from '../../baselines';
import { classScores, confusionMatrix, predictedClasses } from '../../metrics';
import type { TrainedRun } from '../../report/read-run';
import {
  averagePrecision,
  bootstrapInterval,
  calibration,
  newcombe,
  predictionInterval,
  recallAtFalsePositiveRate,
  rocAuc,
  wilson,
} from '../../statistics';
import type { Claim, Measurement } from '../claim';
import { demandSplit, SWEEP_SPLITS } from '../evidence';

/** What a detector of URLs does on test rows, in the field's measures. */
export function detection({ predictions }: TrainedRun, labels: Uint8Array): Record<string, number> {
  const rows = predictions.shape[0];
  const y = labels.subarray(0, rows);
  const called = predictedClasses({ data: predictions.data, rows, width: 1 });
  const { precision, recall, f1 } = classScores(confusionMatrix(y, called, 2))[1];
  const { expectedError, brier } = calibration(y, predictions.data);
  return {
    recall: recall ?? NaN,
    precision: precision ?? NaN,
    F1: f1 ?? NaN,
    'ROC-AUC': rocAuc(y, predictions.data),
    'PR-AUC': averagePrecision(y, predictions.data),
    'recall at 0.1 % false positives': recallAtFalsePositiveRate(y, predictions.data, 0.001),
    'recall at 1 % false positives': recallAtFalsePositiveRate(y, predictions.data, 0.01),
    'expected calibration error': expectedError,
    'Brier score': brier,
  };
}

/** 95 % interval of PR-AUC over resampled test rows, in words. */
function averagePrecisionInterval({ predictions }: TrainedRun, labels: Uint8Array): string {
  const rows = Float64Array.from({ length: predictions.shape[0] }, (_, row) => row);
  const next = mt19937(1);
  const { low, high } = bootstrapInterval(
    rows,
    (sample) =>
      averagePrecision(
        Uint8Array.from(sample, (row) => labels[row]),
        Float32Array.from(sample, (row) => predictions.data[row]),
      ),
    { resamples: 500, random: () => next() / 2 ** 32 },
  );
  return `${low.toFixed(4)} to ${high.toFixed(4)}, 500 bootstrap samples of the rows`;
}

/** Malicious rows, and those of them that are found. */
function found({ predictions }: TrainedRun, labels: Uint8Array): { hits: number; malicious: number } {
  const rows = predictions.shape[0];
  const called = predictedClasses({ data: predictions.data, rows, width: 1 });
  let [hits, malicious] = [0, 0];
  for (let row = 0; row < rows; row++)
    if (labels[row] === 1) {
      malicious++;
      hits += called[row];
    }
  return { hits, malicious };
}

/** Share of the malicious test rows that a model finds, and the field's other measures. */
export const recallOf =
  (experiment: string): Claim['measure'] =>
  async (evidence): Promise<Measurement | { missing: string }> => {
    const run = await evidence.run(experiment);
    if ('missing' in run) return run;
    const { train, test } = await evidence.urls();
    const { hits, malicious } = found(run, test.y);
    const { low, high } = wilson(hits, malicious);
    return {
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
  };

/** A URL model's accuracy and recall under each of a sweep's splits, with the spread of further ones. */
export const accuracyBySplit =
  (model: string): Claim['measure'] =>
  async (evidence) => {
    const runs = await evidence.splits(model);
    if (!runs) return { missing: 'Splits are trained by the sweep alone.' };
    const values = runs.map(({ run }) => run.final.test.acc ?? NaN);
    const { mean, sd, low, high } = predictionInterval(values);
    const details = Object.fromEntries(values.map((value, i) => [`random_state=${SWEEP_SPLITS[i]}`, value]));
    return {
      value: values[0],
      spread: { low, high },
      details: { ...details, 'mean of splits': mean, 'standard deviation': sd },
    };
  };

/** How much more of the malicious rows a model finds under the notebook's split than when no domain is on both sides. */
export const recallLostByDomains =
  (model: string): Claim['measure'] =>
  async (evidence) => {
    const byRows = await evidence.run(model);
    if ('missing' in byRows) return byRows;
    const byDomains = await evidence.run(`${model}-domains`);
    if ('missing' in byDomains) return byDomains;
    demandSplit(byDomains, { by: 'domains', randomState: 3 });
    const [rows, domains] = [(await evidence.urls()).test.y, (await evidence.urlsByDomain()).test.y];
    const [a, b] = [found(byRows, rows), found(byDomains, domains)];
    const { difference, low, high } = newcombe(a.hits, a.malicious, b.hits, b.malicious);
    return {
      value: difference,
      low,
      high,
      interval: `Newcombe, ${a.malicious} and ${b.malicious} malicious rows`,
      details: {
        'recall, split by rows': a.hits / a.malicious,
        'recall, split by domains': b.hits / b.malicious,
        'accuracy, split by rows': byRows.run.final.test.acc ?? NaN,
        'accuracy, split by domains': byDomains.run.final.test.acc ?? NaN,
        'PR-AUC, split by rows': detection(byRows, rows)['PR-AUC'],
        'PR-AUC, split by domains': detection(byDomains, domains)['PR-AUC'],
      },
    };
  };
