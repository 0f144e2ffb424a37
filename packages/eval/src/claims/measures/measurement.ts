// What measures have in common.
import type { TrainedRun } from '../../runs/read-run';
import { meanInterval } from '../../statistics';
import type { Measurement } from '../claim';
import type { Evidence } from '../evidence';

/** A value in which chance has no part. */
export const exactly = (value: number, details?: Measurement['details']): Measurement => ({
  value,
  low: value,
  high: value,
  details,
});

/** A classifier's test accuracy by `evaluate`, with the weights of the last epoch. */
export const testAccuracy = ({ run }: TrainedRun): number => run.final.test.acc as number;

/** A number with its 95 % interval. @param interval its kind, in words */
export const estimate = (
  value: number,
  { low, high }: { low: number; high: number },
  interval: string,
  details?: Measurement['details'],
): Measurement => ({ value, low, high, interval, details });

/**
 * The mean of a metric over an experiment's seeds, with the interval of that mean: a model is the distribution of its
 * trainings, not one of them.
 *
 * @param one the measurement of one run, returned where there is one seed
 */
export async function overSeeds(
  evidence: Evidence,
  experiment: string,
  one: Measurement,
  metric: (run: TrainedRun) => number,
): Promise<Measurement> {
  const seeds = (await evidence.seeds(experiment))?.map(metric);
  if (!seeds) return one;
  const over = meanInterval(seeds);
  const details = { 'standard deviation of seeds': over.sd, 'seed 1': one.value, ...one.details };
  return { ...estimate(over.mean, over, `t over ${seeds.length} seeds`, details), seeds };
}
