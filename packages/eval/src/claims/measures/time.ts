import type { TrainedRun } from '../../runs/read-run';
import type { Measure } from '../claim';
import { Missing } from '../evidence';
import { exactly } from './measurement';

/** Seconds of training, including those for the frozen layers' features, whenever these were computed. */
function seconds({ run, measured }: TrainedRun): number {
  if (!measured) throw new Missing(`${run.experiment} has no measured.json, so its time is unknown.`);
  if (measured.resumed) throw new Missing(`${run.experiment} resumed from a checkpoint, so its time is incomplete.`);
  const { training, features } = measured.seconds as typeof measured.seconds & { features?: number };
  if (run.parameters.frozen > 0 && features === undefined)
    throw new Missing(
      `${run.experiment}: the time of its frozen layers was not recorded. Remove the folder features of the cache, run \`npx nx reset\`, and train it again.`,
    );
  return training + (features ?? 0);
}

/** The first one's training time as a multiple of the second one's. */
export const timesAsLong =
  (first: string, second: string): Measure =>
  async (evidence) => {
    const [a, b] = [await evidence.run(first), await evidence.run(second)];
    const [ours, theirs] = [seconds(a), seconds(b)];
    const details = { [`${first}, seconds`]: ours, [`${second}, seconds`]: theirs };
    return { ...exactly(ours / theirs, details), interval: 'one training each' };
  };
