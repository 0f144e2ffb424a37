import { Problem } from '@reprise/base';
import {
  accuracy,
  binaryCrossentropy,
  categoricalCrossentropy,
  classScores,
  confusionMatrix,
  predictedClasses,
} from '../../metrics';
import { DATASETS } from '../../runs/check-record';
import type { TrainedRun } from '../../runs/read-run';
import type { PredictionResult } from '../results';

/** A test set as it is stored: labels [rows], and either images, bytes [rows * 784], or URLs [rows]. */
export interface TestSet {
  labels: Uint8Array;
  images?: Uint8Array;
  urls?: readonly string[];
}

/**
 * The metrics of predictions.npy on the test set's first rows.
 * @throws Problem when the test set has fewer rows than the predictions
 */
export function judgePredictions({ run, dataset, predictions }: TrainedRun, test: TestSet): PredictionResult {
  const { shape, data } = predictions;
  const [rows] = shape;
  if (test.labels.length < rows)
    throw new Problem({
      where: `predictions of ${run.model}`,
      expected: `a test set of at least ${rows} rows`,
      found: `${test.labels.length}`,
      todo: 'Run the data tasks again.',
    });
  if (run.task === 'reconstruction') {
    // As the model got them: bytes / 255 in single precision.
    const targets = Float32Array.from(test.images?.subarray(0, data.length) ?? [], (byte) => byte / 255);
    const loss = binaryCrossentropy(targets, data);
    return { rows, loss, accuracy: null, agrees: null, confusion: null, classes: null };
  }
  const { classes } = DATASETS[dataset];
  const width = run.task === 'binary' ? 1 : classes.length;
  const labels = test.labels.subarray(0, rows);
  const predicted = predictedClasses({ data, rows, width });
  const confusion = confusionMatrix(labels, predicted, classes.length);
  const acc = accuracy(labels, predicted);
  return {
    rows,
    loss: width === 1 ? binaryCrossentropy(labels, data) : categoricalCrossentropy(labels, data, width),
    accuracy: acc,
    // The record's is a mean in single precision; one row of the test set changes it by at least 5e-5.
    agrees: Math.abs(acc - (run.final.test.acc ?? NaN)) < 1e-6,
    confusion,
    classes: classScores(confusion).map((scores, k) => ({ name: classes[k], ...scores })),
  };
}
