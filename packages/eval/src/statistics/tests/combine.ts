import erfc = require('@stdlib/math-base-special-erfc');
import normalQuantile = require('@stdlib/stats-base-dists-normal-quantile');
import type { Bootstrapped } from '../intervals/bootstrap';
import type { Effect } from './effect';

/** The normal score of a two-sided p. */
const score = (log10P: number): number => -normalQuantile(10 ** log10P / 2, 0, 1);

/**
 * An effect whose chance has two independent sources, seeds and rows. The interval's ends are those of both sources, squared
 * and added (Zou and Donner 2008); the normal scores of both p combine as the standard errors do.
 *
 * @param rows the same estimate's bootstrap over rows
 * @returns the effect, and the Monte Carlo standard errors of its ends
 */
export function combineSources(seeds: Effect, rows: Bootstrapped): Effect & { errors: Bootstrapped['errors'] } {
  const { estimate } = seeds;
  const [below, above] = [
    Math.hypot(estimate - seeds.low, estimate - rows.low),
    Math.hypot(seeds.high - estimate, rows.high - estimate),
  ];
  const z = 1 / Math.hypot(1 / score(seeds.log10P), 1 / score(rows.log10P));
  return {
    estimate,
    low: estimate - below,
    high: estimate + above,
    log10P: Math.log10(erfc(z / Math.SQRT2)),
    errors: {
      low: below === 0 ? 0 : (rows.errors.low * (estimate - rows.low)) / below,
      high: above === 0 ? 0 : (rows.errors.high * (rows.high - estimate)) / above,
    },
  };
}
