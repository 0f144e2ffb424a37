import { clipProbability } from '../../metrics';
import type { TrainedRun } from '../../report/read-run';
import { meanInterval, newcombe } from '../../statistics';
import type { Claim } from '../claim';
import { ofTwoRuns } from './of-two-runs';
import { overSeeds } from './over-seeds';

/** How many of the rows an accuracy is right on. */
const rightRows = (acc: number | undefined, rows: number): number => Math.round((acc ?? NaN) * rows);

/** Training accuracy less test accuracy. */
export const accuracyGap =
  (experiment: string): Claim['measure'] =>
  async (evidence) => {
    const run = await evidence.run(experiment);
    if ('missing' in run) return run;
    const { final, config } = run.run;
    const { difference, low, high } = newcombe(
      rightRows(final.train.acc, config.train_rows),
      config.train_rows,
      rightRows(final.test.acc, config.test_rows),
      config.test_rows,
    );
    const interval = `Newcombe, ${config.train_rows} and ${config.test_rows} rows`;
    return overSeeds(
      evidence,
      run,
      { value: difference, low, high, interval },
      ({ run: { final: of } }) => (of.train.acc ?? NaN) - (of.test.acc ?? NaN),
    );
  };

/** Accuracy on the validation rows that stopped a training less that on the test rows that it never saw. */
export const validationAboveTest =
  (experiment: string, base: string): Claim['measure'] =>
  async (evidence) => {
    const found = await evidence.run(experiment);
    if ('missing' in found) return found;
    const { final, config, epochs_run, stopped_early } = found.run;
    const rows = config.validation_rows ?? 0;
    const validation = rightRows(final.validation?.acc, rows);
    const test = rightRows(final.test.acc, config.test_rows);
    const { difference, low, high } = newcombe(validation, rows, test, config.test_rows);
    const watchesTest = await evidence.run(base);
    return {
      value: difference,
      low,
      high,
      interval: `Newcombe, ${rows} and ${config.test_rows} rows`,
      details: {
        'validation accuracy': validation / rows,
        'test accuracy': test / config.test_rows,
        epochs: `${epochs_run}, ${stopped_early ? 'stopped early' : 'all'}`,
        ...('missing' in watchesTest
          ? {}
          : { 'test accuracy of the training that watches the test set': watchesTest.run.final.test.acc ?? 'none' }),
      },
    };
  };

/** Cross-entropy of each test row. */
function rowLosses({ predictions }: TrainedRun, labels: Uint8Array): Float64Array {
  const [rows, width] = predictions.shape;
  return Float64Array.from(
    { length: rows },
    (_, row) => -Math.log(clipProbability(predictions.data[row * width + labels[row]])),
  );
}

/** How much the test loss grows when training goes on, row by row: the long run's less the model's. */
export const testLossAfter = (long: string, model: string): Claim['measure'] =>
  ofTwoRuns(long, model, async (later, run, evidence) => {
    const { labels } = (await evidence.fashion()).test;
    const [a, b] = [rowLosses(later, labels), rowLosses(run, labels)];
    const { mean, low, high } = meanInterval(a.map((loss, row) => loss - b[row]));
    const { val_loss } = later.run.history;
    const lowest = Math.min(...val_loss);
    return {
      value: mean,
      low,
      high,
      interval: `t over ${a.length} rows`,
      details: {
        'epoch of the lowest val_loss': val_loss.indexOf(lowest) + 1,
        'lowest val_loss': lowest,
        [`val_loss after ${run.run.epochs_run} epochs`]: run.run.history.val_loss[run.run.epochs_run - 1],
        [`val_loss after ${later.run.epochs_run} epochs`]: val_loss[val_loss.length - 1],
        'training accuracy at the end': later.run.final.train.acc ?? 'none',
        'test accuracy at the end': later.run.final.test.acc ?? 'none',
      },
    };
  });
