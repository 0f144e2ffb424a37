import type { TrainedRun } from '../../report/read-run';
import { mcnemar, meanInterval, pairedDifference, welch } from '../../statistics';
import type { Claim, Measurement } from '../claim';
import { ofTwoRuns } from './of-two-runs';
import type { Evidence } from '../evidence';
import { correctRows } from './correct-rows';

const text = ({ run }: TrainedRun): boolean => run.task === 'binary';

/** Labels of the test set that two runs share. */
async function labelsFor(evidence: Evidence, run: TrainedRun): Promise<Uint8Array> {
  const labels = text(run) ? (await evidence.urls()).test.y : (await evidence.fashion()).test.labels;
  return labels.subarray(0, run.run.config.test_rows);
}

/** Two classifiers on the same rows: the first one's accuracy less the second one's, McNemar's test beside it. */
function comparePair(a: TrainedRun, b: TrainedRun, labels: Uint8Array): Measurement {
  const {
    difference,
    low,
    high,
    b: onlyA,
    c: onlyB,
  } = pairedDifference(correctRows(a, labels), correctRows(b, labels));
  return {
    value: difference,
    low,
    high,
    interval: `paired, ${labels.length} rows; one training each`,
    details: {
      'rows that only the first gets right': onlyA,
      'rows that only the second gets right': onlyB,
      'McNemar, exact p': mcnemar(onlyA, onlyB, 'exact').p,
      'McNemar, corrected p': mcnemar(onlyA, onlyB, 'corrected').p,
    },
  };
}

/**
 * The first one's test accuracy less the second one's. With one seed the interval is over the rows of the test set; with
 * several it is Welch's over seeds, since a model is what its training gives and not one run of it.
 */
export const accuracyDifference = (first: string, second: string): Claim['measure'] =>
  ofTwoRuns(first, second, async (a, b, evidence) => {
    const paired = comparePair(a, b, await labelsFor(evidence, a));
    const isModel = ({ run }: TrainedRun): boolean => run.experiment === run.model && !/logistic/.test(run.model);
    const seeds = isModel(a) && isModel(b) ? [await evidence.seeds(first), await evidence.seeds(second)] : [];
    const [as, bs] = seeds.map((runs) => runs?.map(({ run }) => run.final.test.acc ?? NaN));
    if (!as || !bs) return paired;
    const { difference, low, high } = welch(as, bs);
    return {
      ...paired,
      value: difference,
      low,
      high,
      interval: `Welch, ${as.length} and ${bs.length} seeds`,
      details: {
        [`${first}, mean of seeds`]: meanInterval(as).mean,
        [`${first}, standard deviation`]: meanInterval(as).sd,
        [`${second}, mean of seeds`]: meanInterval(bs).mean,
        [`${second}, standard deviation`]: meanInterval(bs).sd,
        'seed 1, paired difference': paired.value,
        ...paired.details,
      },
    };
  });
