import { tf } from '@reprise/runtime';
import { fit, predict } from '../model/fit';
import { type Dataset, gather } from '../training/dataset';
import { fingerprint, type GoldenRun } from './golden';

const relative = (found: number, expected: number): number => Math.abs(found - expected) / Math.abs(expected);
const range = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, row) => row);

/**
 * Repeats a golden run by `fit`, and compares losses of all steps and norms of the final weights within 1e-5 (relative), and
 * sums of the weights, whose terms cancel, within 1e-3.
 * @param model compiled, with the golden run's initial weights
 */
export async function expectGolden(
  run: GoldenRun,
  model: tf.LayersModel,
  data: Dataset,
  options: { towers?: number; fusion?: boolean } = {},
): Promise<void> {
  const rows = run.batches.reduce((sum, batch) => sum + batch.rows, 0);
  const { x, y } = gather(data, range(rows));
  const losses: number[] = [];
  const onBatchEnd = (_: number, logs?: tf.Logs): void => void losses.push(logs?.['loss'] ?? NaN);
  await fit(model, x, y.rank === 1 ? tf.expandDims(y, 1) : y, {
    batchSize: run.batches[0].rows,
    shuffle: false,
    like: 'keras2',
    verbose: 0,
    callbacks: { onBatchEnd },
    ...options,
  });
  tf.dispose([x, y]);
  const weights = model.trainableWeights.map((weight) => weight.read().dataSync<'float32'>());
  expect(losses).toHaveLength(run.loss.length);
  losses.forEach((loss, step) => expect(relative(loss, run.loss[step])).toBeLessThan(1e-5));
  expect(weights).toHaveLength(run.weights.length);
  weights.forEach((values, i) => {
    const { sum, l2 } = fingerprint(values);
    expect(relative(l2, run.weights[i].l2)).toBeLessThan(1e-5);
    expect(relative(sum, run.weights[i].sum)).toBeLessThan(1e-3);
  });
}

/** Compares the output for the first rows, with the initial weights, with Keras's, within 1e-5. */
export async function expectGoldenPredictions(run: GoldenRun, model: tf.LayersModel, data: Dataset): Promise<void> {
  const { x, y } = gather(data, range(4));
  const output = (await predict(model, x)) as tf.Tensor;
  const values = output.dataSync<'float32'>();
  tf.dispose([x, y, output]);
  if (Array.isArray(run.predictions)) {
    expect(values).toHaveLength(run.predictions.length);
    run.predictions.forEach((expected, i) => expect(Math.abs(values[i] - expected)).toBeLessThan(1e-5));
  } else {
    const found = fingerprint(values);
    expect(relative(found.sum, run.predictions.sum)).toBeLessThan(1e-5);
    expect(relative(found.l2, run.predictions.l2)).toBeLessThan(1e-5);
  }
}
