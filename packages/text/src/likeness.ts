import { verdict } from './verdict';

// URLs are alike if they have the same number of dots, or both at least six, and their lengths are in the same bracket.
export const MOST_DOTS = 6;
/** Where a bracket of lengths begins. At 23 is the threshold of the findings' best rule on the length alone. */
const BRACKETS = [0, 13, 18, 23, 28, 38];

/** Test rows that are alike, and how a model judges them. */
export interface LikeRows {
  /** At least six if it is 6. */
  dots: number;
  /** Lengths in characters, from the first to the last; null without a limit. */
  lengths: [number, number | null];
  benign: number;
  malicious: number;
  /** Benign rows that the model calls malicious. */
  falseAlarms: number;
  /** Malicious rows that the model calls benign. */
  misses: number;
}

/** @example dotsOf('.btscene2.com') // 2 */
export const dotsOf = (url: string): number => url.split('.').length - 1;

function rowsOf(url: string): LikeRows {
  const bracket = BRACKETS.findLastIndex((length) => length <= url.length);
  const last = bracket + 1 < BRACKETS.length ? BRACKETS[bracket + 1] - 1 : null;
  const dots = Math.min(dotsOf(url), MOST_DOTS);
  return { dots, lengths: [BRACKETS[bracket], last], benign: 0, malicious: 0, falseAlarms: 0, misses: 0 };
}

const alike = (a: LikeRows, b: LikeRows): boolean => a.dots === b.dots && a.lengths[0] === b.lengths[0];

/**
 * Counts a model's test predictions by dots and length.
 * @param urls at least as many rows as predictions
 * @param malicious [rows] 1 or 0
 * @param probabilities [rows] of malicious
 * @returns those kinds of rows that occur, by dots, then length
 */
export function likenessTable(
  urls: readonly string[],
  malicious: ArrayLike<number>,
  probabilities: ArrayLike<number>,
): LikeRows[] {
  const table: LikeRows[] = [];
  for (let row = 0; row < probabilities.length; row++) {
    const rows = rowsLike(table, urls[row]);
    if (rows.benign + rows.malicious === 0) table.push(rows);
    const called = verdict(urls[row], probabilities[row]).verdict;
    if (malicious[row]) {
      rows.malicious++;
      if (called === 'benign') rows.misses++;
    } else {
      rows.benign++;
      if (called === 'malicious') rows.falseAlarms++;
    }
  }
  return table.sort((a, b) => a.dots - b.dots || a.lengths[0] - b.lengths[0]);
}

/** The test rows that are like a URL; its counts are 0 if there are none. */
export function rowsLike(table: readonly LikeRows[], url: string): LikeRows {
  const none = rowsOf(url);
  return table.find((rows) => alike(rows, none)) ?? none;
}
