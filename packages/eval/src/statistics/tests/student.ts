import betainc = require('@stdlib/math-base-special-betainc');
import erfc = require('@stdlib/math-base-special-erfc');
import gammaln = require('@stdlib/math-base-special-gammaln');
import { tCritical } from '../intervals/interval';

/** P(Z <= z) of the standard normal distribution. */
export const normalCdf = (z: number): number => erfc(-z / Math.SQRT2) / 2;

/** The common logarithm of the normal distribution's two-sided p; its asymptotic series beyond 35 (26.2.12). */
const normalLog10P = (z: number): number =>
  Math.abs(z) < 35
    ? Math.log10(erfc(Math.abs(z) / Math.SQRT2))
    : (-(z ** 2) / 2 + Math.log1p(-1 / z ** 2)) / Math.LN10 - Math.log10(Math.abs(z) * Math.sqrt(Math.PI / 2));

/**
 * The common logarithm of Student's two-sided p, which does not underflow: log10 of scipy's `2 * t.sf(abs(t), df)`.
 *
 * @param t statistic
 * @param df degrees of freedom, above 0; Infinity for the normal distribution
 */
export function studentLog10P(t: number, df: number): number {
  if (df === Infinity) return normalLog10P(t);
  // p = I_x(df / 2, 1 / 2), Abramowitz and Stegun 26.7.1.
  const [x, a, b] = [df / (df + t ** 2), df / 2, 0.5];
  const p = betainc(x, a, b);
  if (p > 1e-300) return Math.log10(p);
  // Its series, 26.5.4, in logarithms.
  let [term, sum] = [1, 1];
  for (let k = 0; term > sum * 1e-16; k++) {
    term *= ((a + b + k) / (a + 1 + k)) * x;
    sum += term;
  }
  const beta = gammaln(a) + gammaln(b) - gammaln(a + b);
  return (a * Math.log(x) + b * Math.log1p(-x) + Math.log(sum) - Math.log(a) - beta) / Math.LN10;
}

/**
 * The probability that a two-sided t-test of 5 % finds an effect: the noncentral t distribution beyond both critical values,
 * as scipy's `nct`. Integrated over the distribution of the estimated standard error.
 *
 * @param effect in standard errors, @param df degrees of freedom
 */
export function powerOfT(effect: number, df: number): number {
  const critical = tCritical(df);
  const logDensity = (s: number): number =>
    Math.log(2) + (df / 2) * Math.log(df / 2) - gammaln(df / 2) + (df - 1) * Math.log(s) - (df * s ** 2) / 2;
  // The estimated standard error over the true one, a chi distribution over √df: 12 of its standard deviations.
  const [from, to] = [Math.max(1e-9, 1 - 12 / Math.sqrt(2 * df)), 1 + 12 / Math.sqrt(2 * df)];
  const steps = 4000;
  const width = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const s = from + i * width;
    const found = normalCdf(effect - critical * s) + normalCdf(-effect - critical * s);
    sum += (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * Math.exp(logDensity(s)) * found;
  }
  return (sum * width) / 3;
}
