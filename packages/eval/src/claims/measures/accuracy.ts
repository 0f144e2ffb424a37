import { predictedClasses } from '../../metrics';
import type { TrainedRun } from '../../runs/read-run';
import { mcnemar, meanInterval, newcombe, pairedDifference, welch } from '../../statistics';
import type { Measure } from '../claim';
import { estimate, overSeeds, testAccuracy } from './measurement';

/** 1 for each test row that is classified correctly, else 0. @param labels of the test set, at least [rows] */
export function correctRows({ predictions }: TrainedRun, labels: Uint8Array): Uint8Array {
  const [rows, width] = predictions.shape;
  const predicted = predictedClasses({ data: predictions.data, rows, width });
  return Uint8Array.from(predicted, (label, row) => (label === labels[row] ? 1 : 0));
}

/**
 * The first one's test accuracy minus the second one's: over seeds by Welch's interval where both have several, else over
 * the rows of the test set. McNemar's test is among the details.
 */
export const accuracyDifference =
  (first: string, second: string): Measure =>
  async (evidence) => {
    const [a, b] = [await evidence.run(first), await evidence.run(second)];
    const test = a.run.task === 'binary' ? (await evidence.urls()).test.y : (await evidence.fashion()).test.labels;
    const labels = test.subarray(0, a.run.config.test_rows);
    const paired = pairedDifference(correctRows(a, labels), correctRows(b, labels));
    const { exact, corrected } = mcnemar(paired.b, paired.c);
    const details = {
      'rows that only the first gets right': paired.b,
      'rows that only the second gets right': paired.c,
      'McNemar, exact p': exact,
      'McNemar, corrected p': corrected,
    };
    const as = (await evidence.seeds(first))?.map(testAccuracy);
    const bs = (await evidence.seeds(second))?.map(testAccuracy);
    if (!as || !bs)
      return estimate(paired.difference, paired, `paired, ${labels.length} rows; one training each`, details);
    const apart = welch(as, bs);
    return estimate(apart.difference, apart, `Welch, ${as.length} and ${bs.length} seeds`, {
      [`${first}, mean of seeds`]: meanInterval(as).mean,
      [`${first}, standard deviation`]: meanInterval(as).sd,
      [`${second}, mean of seeds`]: meanInterval(bs).mean,
      [`${second}, standard deviation`]: meanInterval(bs).sd,
      'seed 1, paired difference': paired.difference,
      ...details,
    });
  };

/** The number of rows that an accuracy stands for. */
const correctCount = (acc: number | undefined, rows: number): number => Math.round((acc ?? NaN) * rows);

/** Training accuracy minus test accuracy. */
export const accuracyGap =
  (experiment: string): Measure =>
  async (evidence) => {
    const { final, config } = (await evidence.run(experiment)).run;
    const gap = newcombe(
      correctCount(final.train.acc, config.train_rows),
      config.train_rows,
      correctCount(final.test.acc, config.test_rows),
      config.test_rows,
    );
    const interval = `Newcombe, ${config.train_rows} and ${config.test_rows} rows; one training`;
    const gapOf = (seed: TrainedRun): number => (seed.run.final.train.acc as number) - testAccuracy(seed);
    return overSeeds(evidence, experiment, estimate(gap.difference, gap, interval), gapOf);
  };

/**
 * Accuracy on the validation rows that early stopping watches minus that on the test rows, which it does not.
 * @param base the training that watches the test rows
 */
export const validationAboveTest =
  (experiment: string, base: string): Measure =>
  async (evidence) => {
    const { final, config, epochs_run, stopped_early } = (await evidence.run(experiment)).run;
    const rows = config.validation_rows ?? 0;
    const validation = correctCount(final.validation?.acc, rows);
    const test = correctCount(final.test.acc, config.test_rows);
    const apart = newcombe(validation, rows, test, config.test_rows);
    return estimate(apart.difference, apart, `Newcombe, ${rows} and ${config.test_rows} rows`, {
      'validation accuracy': validation / rows,
      'test accuracy': test / config.test_rows,
      epochs: `${epochs_run}, ${stopped_early ? 'stopped early' : 'all'}`,
      'test accuracy of the training that watches the test set': testAccuracy(await evidence.run(base)),
    });
  };
