/** How well one class is found; a score is null where its denominator is 0 (scikit-learn warns and says 0). */
export interface ClassScores {
  /** Of the rows that were given this class, the share that is of it. */
  precision: number | null;
  /** Of the rows of this class, the share that was given it. */
  recall: number | null;
  /** Harmonic mean of both: 2 TP / (2 TP + FP + FN). */
  f1: number | null;
  /** Rows of this class. */
  support: number;
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/**
 * Precision, recall and F1 of each class, as scikit-learn's `precision_recall_fscore_support`.
 *
 * @param matrix counts, `matrix[actual][predicted]`
 */
export function classScores(matrix: number[][]): ClassScores[] {
  return matrix.map((row, k) => {
    const hits = row[k];
    const support = row.reduce((sum, count) => sum + count, 0);
    const given = matrix.reduce((sum, other) => sum + other[k], 0);
    return {
      precision: share(hits, given),
      recall: share(hits, support),
      f1: share(2 * hits, given + support),
      support,
    };
  });
}
