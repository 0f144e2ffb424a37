import { median } from '../../metrics';
import type { TrainedRun } from '../../report/read-run';
import { predictionInterval, wilson } from '../../statistics';
import type { Claim, Measurement } from '../claim';

type Measure = Claim['measure'];

/** A figure of one run, and of each seed where there are several. */
const ofRun =
  (
    experiment: string,
    figure: (run: TrainedRun) => number,
    interval?: (run: TrainedRun) => Partial<Measurement>,
  ): Measure =>
  async (evidence) => {
    const run = await evidence.run(experiment);
    if ('missing' in run) return run;
    const value = figure(run);
    // Variants are trained with one seed.
    const runs = experiment === run.run.model ? await evidence.seeds(experiment) : undefined;
    if (!runs) return { value, ...interval?.(run), oneSeed: true };
    const seeds = runs.map(figure);
    const { low, high, mean, sd } = predictionInterval(seeds);
    return {
      value,
      ...interval?.(run),
      seeds,
      spread: { low, high },
      details: { 'mean of seeds': mean, 'standard deviation': sd },
    };
  };

/** `evaluate`'s accuracy with the last epoch's weights, with Wilson's interval over the rows. */
export const accuracy = (experiment: string, part: 'train' | 'test'): Measure =>
  ofRun(
    experiment,
    ({ run }) => run.final[part].acc ?? NaN,
    ({ run }) => {
      const rows = part === 'train' ? run.config.train_rows : run.config.test_rows;
      const { low, high } = wilson(Math.round((run.final[part].acc ?? NaN) * rows), rows);
      return { low, high, interval: `Wilson, ${rows} rows` };
    },
  );

/** A curve's last value. */
export const lastOf = (experiment: string, curve: 'loss' | 'val_loss'): Measure =>
  ofRun(experiment, ({ run }) => run.history[curve][run.epochs_run - 1]);

/** A curve's median over its last five epochs. */
export const medianOfLastFive = (experiment: string, curve: 'loss' | 'val_loss'): Measure =>
  ofRun(experiment, ({ run }) => median(run.history[curve].slice(-5)));

/** Epochs that the last `fit` ran. */
export const epochsRun = (experiment: string): Measure => ofRun(experiment, ({ run }) => run.epochs_run);

/** What a run's record says and nothing leaves to chance. */
export const fact =
  (experiment: string, value: (run: TrainedRun) => number | string): Measure =>
  async (evidence) => {
    const run = await evidence.run(experiment);
    if ('missing' in run) return run;
    const found = value(run);
    return typeof found === 'number' ? { value: found, low: found, high: found } : { value: found };
  };
