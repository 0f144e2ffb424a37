import type { TrainedRun } from '../../report/read-run';
import type { Claim, Missing } from '../claim';
import { ofTwoRuns } from './of-two-runs';

/** Seconds of training, and of what the frozen layers give, whenever that was computed. */
function seconds({ run, measured }: TrainedRun): number | Missing {
  if (!measured) return { missing: `${run.experiment} has no measured.json: what it took is not known.` };
  if (measured.resumed) return { missing: `${run.experiment} went on from a checkpoint: its time is not whole.` };
  const { training, features } = measured.seconds as typeof measured.seconds & { features?: number };
  if (run.parameters.frozen > 0 && features === undefined)
    return {
      missing: `${run.experiment}: what its frozen layers took was not recorded. Remove the folder features of the cache, run \`npx nx reset\`, and train it again.`,
    };
  return training + (features ?? 0);
}

/** How many times as long the first one took to train as the second one. */
export const timesAsLong = (first: string, second: string): Claim['measure'] =>
  ofTwoRuns(first, second, (a, b) => {
    const [ours, theirs] = [seconds(a), seconds(b)];
    if (typeof ours !== 'number') return ours;
    if (typeof theirs !== 'number') return theirs;
    const value = ours / theirs;
    return {
      value,
      low: value,
      high: value,
      interval: 'one training each',
      details: { [`${first}, seconds`]: ours, [`${second}, seconds`]: theirs },
    };
  });
