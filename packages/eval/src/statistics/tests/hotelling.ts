import betainc = require('@stdlib/math-base-special-betainc');
import { checkFinite } from '../check';
import { mean } from '../../metrics';

/** The lower triangle of Cholesky's decomposition. @throws RangeError unless the matrix is positive definite */
function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const lower = matrix.map(() => new Array<number>(matrix.length).fill(0));
  for (let i = 0; i < matrix.length; i++)
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i][j];
      for (let k = 0; k < j; k++) rest -= lower[i][k] * lower[j][k];
      if (i === j && !(rest > 0)) throw new RangeError('expected variables that are not functions of each other');
      lower[i][j] = i === j ? Math.sqrt(rest) : rest / lower[j][j];
    }
  return lower;
}

/**
 * Whether one more observation can be of the same normal distribution as a sample: Hotelling's T² (1931), n / (n + 1) d' S⁻¹ d,
 * which is p (n - 1) / (n - p) F(p, n - p) (Johnson and Wichern, "Applied Multivariate Statistical Analysis", 5.4).
 *
 * @param sample n observations of p variables, n > p
 * @returns the p of one more observation
 * @throws RangeError for too few observations or variables that depend on each other
 */
export function hotelling(sample: readonly (readonly number[])[], one: readonly number[]): number {
  const [n, width] = [sample.length, one.length];
  for (const row of [...sample, one]) checkFinite('observation', row, width);
  if (n <= width) throw new RangeError(`sample: expected more than ${width} observations, found ${n}`);
  const centre = one.map((_, i) => mean(sample.map((row) => row[i])));
  const covariance = one.map((_, i) =>
    one.map((__, j) => sample.reduce((sum, row) => sum + (row[i] - centre[i]) * (row[j] - centre[j]), 0) / (n - 1)),
  );
  const lower = cholesky(covariance);
  // |L⁻¹ d|² = d' S⁻¹ d
  const solved: number[] = [];
  for (let i = 0; i < width; i++) {
    const rest = solved.reduce((sum, value, k) => sum - lower[i][k] * value, one[i] - centre[i]);
    solved.push(rest / lower[i][i]);
  }
  const distance = solved.reduce((sum, value) => sum + value ** 2, 0);
  const f = ((n / (n + 1)) * distance * (n - width)) / (width * (n - 1));
  const [d1, d2] = [width, n - width];
  return betainc(d2 / (d2 + d1 * f), d2 / 2, d1 / 2);
}
