/** Rows of predictions as they stand in `predictions.npy`: shape [rows, width], row after row. */
export interface Predictions {
  data: Float32Array;
  rows: number;
  /** 10 for a softmax over ten classes, 1 for a sigmoid. */
  width: number;
}

/**
 * The class that each row stands for: the first largest of a softmax, as numpy's argmax; of a sigmoid 1 where it is
 * above 0.5, as the notebook's test_url and Keras's binary_accuracy (which rounds half to even) have it.
 *
 * @returns [rows] classes from 0
 */
export function predictedClasses({ data, rows, width }: Predictions): Uint8Array {
  const classes = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    if (width === 1) {
      classes[row] = data[row] > 0.5 ? 1 : 0;
      continue;
    }
    let best = 0;
    for (let c = 1; c < width; c++) if (data[row * width + c] > data[row * width + best]) best = c;
    classes[row] = best;
  }
  return classes;
}
