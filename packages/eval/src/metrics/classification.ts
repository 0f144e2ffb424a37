/** Rows of predictions, as in `predictions.npy`: shape [rows, width], row after row. */
export interface Predictions {
  data: Float32Array;
  rows: number;
  /** 10 for a softmax over ten classes, 1 for a sigmoid. */
  width: number;
}

/**
 * The predicted class of each row. Softmax: the first largest, as numpy's argmax. Sigmoid: 1 above the threshold; above 0.5
 * by default, as in the notebook's test_url and Keras's binary_accuracy (which rounds half to even).
 *
 * @returns [rows] classes from 0
 */
export function predictedClasses({ data, rows, width }: Predictions, threshold = 0.5): Uint8Array {
  return Uint8Array.from({ length: rows }, (_, row) => {
    if (width === 1) return data[row] > threshold ? 1 : 0;
    let best = 0;
    for (let c = 1; c < width; c++) if (data[row * width + c] > data[row * width + best]) best = c;
    return best;
  });
}

/**
 * Share of rows whose predicted class is the label, from 0 to 1; NaN without rows.
 *
 * @example accuracy([0, 1, 1], [0, 1, 0]) // 0.6666666666666666
 */
export function accuracy(labels: ArrayLike<number>, predicted: ArrayLike<number>): number {
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] === predicted[i]) right++;
  return right / labels.length;
}

/**
 * Row counts: `matrix[actual][predicted]`, as scikit-learn's `confusion_matrix`.
 *
 * @param labels [rows] actual classes, `predicted` [rows] predicted ones, both from 0 to `classes` - 1
 * @example confusionMatrix([0, 1, 1], [0, 1, 0], 2) // [[1, 0], [1, 1]]
 */
export function confusionMatrix(labels: ArrayLike<number>, predicted: ArrayLike<number>, classes: number): number[][] {
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) matrix[labels[i]][predicted[i]]++;
  return matrix;
}

/** Scores of one class; null where the denominator is 0 (scikit-learn warns and returns 0). */
export interface ClassScores {
  /** Correct share of the rows predicted as this class. */
  precision: number | null;
  /** Correct share of the rows of this class. */
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
