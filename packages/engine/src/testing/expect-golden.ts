import type { CreateOptimizer } from '../optimizers/optimizer';
import { fit } from '../model/fit';
import { tf } from '@reprise/runtime';
import { type Dataset, gather } from '../training/dataset';
import { prediction, type Trainee } from '../training/programs';
import { fingerprint, type GoldenRun, replay } from './replay';

const relative = (found: number, expected: number): number => Math.abs(found - expected) / Math.abs(expected);

/**
 * Trains as Keras 2 did in a golden run and compares: losses of all steps and norms of the final weights within 1e-5
 * relative, sums of the weights within 1e-3 (they cancel, so a small difference weighs more).
 */
export function expectGolden(
  how: 'eager' | 'compiled',
  run: GoldenRun,
  trainee: Trainee,
  optimizer: CreateOptimizer,
  data: Dataset,
): void {
  expectRun(run, replay(how, trainee, optimizer, data, run.batches));
}

/**
 * The same by `fit` as Keras 2 has it, of a compiled model that holds the golden run's start weights.
 * @param towers parts of a batch that run side by side
 */
export async function expectGoldenByFit(
  run: GoldenRun,
  model: tf.LayersModel,
  data: Dataset,
  towers = 1,
): Promise<void> {
  const rows = run.batches.reduce((sum, batch) => sum + batch.rows, 0);
  const { x, y } = gather(
    data,
    Int32Array.from({ length: rows }, (_, row) => row),
  );
  const losses: number[] = [];
  const onBatchEnd = (_: number, logs?: tf.Logs): void => void losses.push(logs?.['loss'] ?? NaN);
  await fit(model, x, y.rank === 1 ? tf.expandDims(y, 1) : y, {
    batchSize: run.batches[0].rows,
    shuffle: false,
    like: 'keras2',
    towers,
    verbose: 0,
    callbacks: { onBatchEnd },
  });
  tf.dispose([x, y]);
  const weights = model.trainableWeights.map((weight) => weight.read().dataSync<'float32'>());
  expectRun(run, { losses, weights });
}

function expectRun(run: GoldenRun, { losses, weights }: ReturnType<typeof replay>): void {
  expect(losses).toHaveLength(run.loss.length);
  losses.forEach((loss, step) => expect(relative(loss, run.loss[step])).toBeLessThan(1e-5));
  expect(weights).toHaveLength(run.weights.length);
  weights.forEach((values, i) => {
    const { sum, l2 } = fingerprint(values);
    expect(relative(l2, run.weights[i].l2)).toBeLessThan(1e-5);
    expect(relative(sum, run.weights[i].sum)).toBeLessThan(1e-3);
  });
}

/** Compares the output for the first rows at the start weights with Keras's, within 1e-5. */
export function expectGoldenPredictions(run: GoldenRun, trainee: Trainee, data: Dataset): void {
  const { x, y } = gather(data, Int32Array.of(0, 1, 2, 3));
  const values = tf.tidy(() => prediction(trainee)([x]).outputs[0].dataSync<'float32'>());
  tf.dispose([x, y]);
  if (Array.isArray(run.predictions)) {
    expect(values).toHaveLength(run.predictions.length);
    run.predictions.forEach((expected, i) => expect(Math.abs(values[i] - expected)).toBeLessThan(1e-5));
  } else {
    const found = fingerprint(values);
    expect(relative(found.sum, run.predictions.sum)).toBeLessThan(1e-5);
    expect(relative(found.l2, run.predictions.l2)).toBeLessThan(1e-5);
  }
}
