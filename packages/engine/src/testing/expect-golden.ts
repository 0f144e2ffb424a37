import type { CreateOptimizer } from '../optimizers/optimizer';
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
  const { losses, weights } = replay(how, trainee, optimizer, data, run.batches);
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
