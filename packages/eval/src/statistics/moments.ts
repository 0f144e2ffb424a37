import { checkFinite } from './check';

export interface Moments {
  n: number;
  mean: number;
  /** Of the sample, with n - 1 in the denominator. */
  sd: number;
}

/**
 * Mean and sample standard deviation, from deviations: sums of squares lose the deviations of values far from 0.
 *
 * @throws RangeError of fewer than two values, or of one that is not finite
 */
export function moments(name: string, values: ArrayLike<number>): Moments {
  checkFinite(name, values, 2);
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i];
  // The mean's rounding would give equal values a spread: the deviations' own mean takes it off.
  const near = sum / n;
  let rest = 0;
  for (let i = 0; i < n; i++) rest += values[i] - near;
  const mean = near + rest / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (values[i] - mean) ** 2;
  return { n, mean, sd: Math.sqrt(squares / (n - 1)) };
}
