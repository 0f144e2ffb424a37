import type { Expectation, Measurement, Verdict } from '../claim';

/**
 * The verdict on a measurement.
 *
 * A number is reproduced when its whole 95 % interval lies within the tolerance, not reproduced when none of it does, and
 * otherwise undecided. Several seeds reproduce it within their spread when the published number could be one more seed's;
 * a single seed cannot rule that out. A proposition holds, or does not, when the whole interval is on one side of the
 * bound.
 */
export function judge(expects: Expectation, measured: Measurement): Verdict {
  const { value, spread } = measured;
  if (expects.kind === 'exact') return value === expects.published ? 'reproduced' : 'not reproduced';
  if (typeof value !== 'number') throw new TypeError(`expected a number for a ${expects.kind}, found ${value}`);
  const no: Verdict = measured.oneSeed ? 'undecided' : 'not reproduced';
  switch (expects.kind) {
    case 'number': {
      const { low = value, high = value } = measured;
      const [least, most] = [expects.published - expects.tolerance, expects.published + expects.tolerance];
      if (low >= least && high <= most) return 'reproduced';
      if (spread && spread.low <= expects.published && expects.published <= spread.high)
        return 'reproduced within seed spread';
      return low > most || high < least ? no : 'undecided';
    }
    case 'distance':
      if (value <= expects.tolerance) return 'reproduced';
      return spread && value <= spread.high ? 'reproduced within seed spread' : no;
    case 'proposition': {
      const { low, high } = measured;
      if (low === undefined || high === undefined) return 'undecided';
      const { holds, bound } = expects;
      if (holds === 'above' ? low > bound : high < bound) return 'holds';
      return (holds === 'above' ? high <= bound : low >= bound) ? 'does not hold' : 'undecided';
    }
  }
}

const SIDE: Partial<Record<Verdict, 'yes' | 'no'>> = {
  holds: 'yes',
  reproduced: 'yes',
  'reproduced within seed spread': 'yes',
  'not reproduced': 'no',
  'does not hold': 'no',
};

/**
 * Whether a verdict contradicts the declared one: one says yes and the other no, or a sweep decides what was declared
 * open. One seed cannot decide that.
 */
export function contradicts(declared: Verdict, verdict: Verdict, sweep: boolean): boolean {
  const [ours, theirs] = [SIDE[verdict], SIDE[declared]];
  return ours !== undefined && ours !== theirs && (sweep || theirs !== undefined);
}
