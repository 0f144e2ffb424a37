import type { TrainedRun } from '../../report/read-run';
import { meanInterval } from '../../statistics';
import type { Measurement } from '../claim';
import type { Evidence } from '../evidence';

/**
 * A model is what its training gives, and not one run of it: where a sweep has trained several seeds, the mean of a figure
 * over them takes the place of one run's, with the interval of that mean.
 * @param one what one run gives, with an interval over its rows
 */
export async function overSeeds(
  evidence: Evidence,
  { run }: TrainedRun,
  one: Measurement,
  figure: (run: TrainedRun) => number | Promise<number>,
): Promise<Measurement> {
  const runs = run.experiment === run.model ? await evidence.seeds(run.experiment) : undefined;
  if (!runs)
    return {
      ...one,
      interval: one.interval?.includes('one training') ? one.interval : `${one.interval}; one training`,
    };
  const seeds = await Promise.all(runs.map(figure));
  const { mean, sd, low, high } = meanInterval(seeds);
  return {
    value: mean,
    low,
    high,
    interval: `t over ${seeds.length} seeds`,
    seeds,
    details: { 'standard deviation of seeds': sd, 'seed 1': one.value, ...one.details },
  };
}
