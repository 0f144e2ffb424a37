import type { TrainedRun } from '../../report/read-run';
import type { Claim, Measurement, Missing } from '../claim';
import type { Evidence } from '../evidence';

/** A measure of two experiments' runs; where one is missing, it says so. */
export const ofTwoRuns =
  (
    first: string,
    second: string,
    measure: (
      a: TrainedRun,
      b: TrainedRun,
      evidence: Evidence,
    ) => Measurement | Missing | Promise<Measurement | Missing>,
  ): Claim['measure'] =>
  async (evidence) => {
    const a = await evidence.run(first);
    if ('missing' in a) return a;
    const b = await evidence.run(second);
    return 'missing' in b ? b : measure(a, b, evidence);
  };
