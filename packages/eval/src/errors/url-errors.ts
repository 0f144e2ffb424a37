/** False alarms or misses. */
export interface UrlErrors {
  count: number;
  /** The worst row numbers, the worst first. */
  rows: number[];
}

/**
 * The errors of a detector of malicious URLs: benign rows above 0.5, and malicious rows at or below it.
 *
 * @param labels 1 for malicious, [rows]
 * @param probabilities of malicious, [rows]
 * @param most the number of rows to return of each kind
 */
export function urlErrors(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  most: number,
): { falseAlarms: UrlErrors; misses: UrlErrors } {
  const falseAlarms: number[] = [];
  const misses: number[] = [];
  for (let row = 0; row < probabilities.length; row++) {
    if (probabilities[row] > 0.5 && labels[row] === 0) falseAlarms.push(row);
    if (probabilities[row] <= 0.5 && labels[row] === 1) misses.push(row);
  }
  falseAlarms.sort((a, b) => probabilities[b] - probabilities[a] || a - b);
  misses.sort((a, b) => probabilities[a] - probabilities[b] || a - b);
  return {
    falseAlarms: { count: falseAlarms.length, rows: falseAlarms.slice(0, most) },
    misses: { count: misses.length, rows: misses.slice(0, most) },
  };
}
