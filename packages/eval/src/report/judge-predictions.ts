import { Problem } from '@reprise/base';
import type { RunRecord } from '@reprise/records';
import { PIXELS } from '../baselines';
import {
  accuracy,
  binaryCrossentropy,
  categoricalCrossentropy,
  classScores,
  confusionMatrix,
  predictedClasses,
} from '../metrics';
import type { Float32Predictions } from './read-run';
import type { PredictionResult } from './results';

/** The test set as it is stored; of a reconstruction `images` are needed, else `labels`. */
export interface TestSet {
  /** Bytes, [rows * 784]. */
  images?: Uint8Array;
  /** [rows] */
  labels?: Uint8Array;
  /** [rows] */
  urls?: readonly string[];
}

/**
 * The figures that predictions.npy gives against the test set's first rows.
 *
 * @param classes names by label; empty for the autoencoder
 * @throws Problem when the test set has fewer rows than the predictions
 */
export function judgePredictions(
  run: RunRecord,
  { shape, data }: Float32Predictions,
  test: TestSet,
  classes: readonly string[],
): PredictionResult {
  const rows = shape[0];
  const stored = test.labels?.length ?? (test.images?.length ?? 0) / PIXELS;
  if (stored < rows)
    throw new Problem({
      where: `predictions of ${run.model}`,
      expected: `a test set of ${rows} rows or more`,
      found: `${stored}`,
      todo: 'Run the data tasks again.',
    });
  if (run.task === 'reconstruction') {
    // As the model got them: bytes / 255 in single precision.
    const targets = Float32Array.from(test.images?.subarray(0, data.length) ?? [], (byte) => byte / 255);
    const loss = binaryCrossentropy(targets, data);
    return { rows, loss, accuracy: null, agrees: null, confusion: null, classes: null };
  }
  const width = run.task === 'binary' ? 1 : classes.length;
  const labels = test.labels?.subarray(0, rows) ?? new Uint8Array();
  const predicted = predictedClasses({ data, rows, width });
  const matrix = confusionMatrix(labels, predicted, classes.length);
  const acc = accuracy(labels, predicted);
  return {
    rows,
    loss: width === 1 ? binaryCrossentropy(labels, data) : categoricalCrossentropy(labels, data, width),
    accuracy: acc,
    // The record's is a mean in single precision; one row is 1e-4 at most of what a test set holds.
    agrees: Math.abs(acc - (run.final.test.acc ?? NaN)) < 1e-6,
    confusion: matrix,
    classes: classScores(matrix).map((scores, k) => ({ name: classes[k], ...scores })),
  };
}
