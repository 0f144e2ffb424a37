import type { Expectation, Measurement, Missing, Verdict } from './claim';

/**
 * A verdict from a claim's expectation and what was measured.
 *
 * A figure is reproduced when its whole 95 % interval lies within the tolerance, not reproduced when none of it does, and
 * else undecided; several seeds reproduce it within their spread when the published figure could be one more seed's, and
 * one seed alone cannot say that it could not. A proposition holds, or does not, when the whole interval is on one side of
 * its bound.
 */
export function judge(expects: Expectation, measured: Measurement | Missing): Verdict {
  if ('missing' in measured) return 'not measured';
  const { value, spread } = measured;
  if (expects.kind === 'exact') return value === expects.published ? 'reproduced' : 'not reproduced';
  if (typeof value !== 'number') throw new TypeError(`a ${expects.kind} needs a number, and got ${value}`);
  const { low, high } = measured;
  const no: Verdict = measured.oneSeed ? 'undecided' : 'not reproduced';
  switch (expects.kind) {
    case 'figure': {
      const [least, most] = [expects.published - expects.tolerance, expects.published + expects.tolerance];
      if ((low ?? value) >= least && (high ?? value) <= most) return 'reproduced';
      if (spread && spread.low <= expects.published && expects.published <= spread.high)
        return 'reproduced within seed spread';
      return (low ?? value) > most || (high ?? value) < least ? no : 'undecided';
    }
    case 'distance':
      if (value <= expects.tolerance) return 'reproduced';
      return spread && value <= spread.high ? 'reproduced within seed spread' : no;
    case 'proposition': {
      if (low === undefined || high === undefined) return 'undecided';
      const [holds, fails] =
        expects.holds === 'above'
          ? [low > expects.bound, high <= expects.bound]
          : [high < expects.bound, low >= expects.bound];
      return holds ? 'holds' : fails ? 'does not hold' : 'undecided';
    }
  }
}

/** Verdicts that say yes, and those that say no. */
const SIDE: Partial<Record<Verdict, 'yes' | 'no'>> = {
  holds: 'yes',
  reproduced: 'yes',
  'reproduced within seed spread': 'yes',
  'not reproduced': 'no',
  'does not hold': 'no',
};

/**
 * Whether what was found speaks against what was declared: one says yes and the other no, or what was found decides what
 * the other left open. The latter is for sweeps to say, not for one seed.
 */
export function contradicts(declared: Verdict, found: Verdict, sweep: boolean): boolean {
  const [ours, theirs] = [SIDE[found], SIDE[declared]];
  return ours !== undefined && ours !== theirs && (sweep || theirs !== undefined);
}
