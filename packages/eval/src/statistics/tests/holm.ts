/**
 * Holm's correction for several tests (1979), as statsmodels' `multipletests(method='holm')`.
 *
 * @param log10P common logarithms of p, in any order
 * @returns those of the corrected p, in that order
 */
export function holm(log10P: readonly number[]): number[] {
  const order = [...log10P.keys()].sort((i, j) => log10P[i] - log10P[j]);
  const corrected = new Array<number>(log10P.length);
  let largest = -Infinity;
  order.forEach((test, rank) => {
    largest = Math.max(largest, Math.min(0, log10P[test] + Math.log10(log10P.length - rank)));
    corrected[test] = largest;
  });
  return corrected;
}
