import { expectClose } from './expect-close';
import { type Trained, trainOn, type Trial, type Way } from './train-on';

/** Expects the same output, losses, metrics and weights of two trainings. */
export function expectAlike(found: Trained, expected: Trained): void {
  expectClose(found.output, expected.output);
  expect(Object.keys(found.history)).toEqual(Object.keys(expected.history));
  for (const [name, values] of Object.entries(expected.history)) expectClose(found.history[name], values);
  expected.weights.forEach((weight, i) => expectClose(found.weights[i], weight));
}

/** Runs and trains a model on both backends of TensorFlow.js, and in a graph, and expects the same of them. */
export async function expectAllAlike(trial: Trial, others: Way[] = ['compiled']): Promise<void> {
  const expected = await trainOn('cpu', trial);
  const [before, after] = expected.history['loss'].dataSync();
  expect(after).not.toBe(before);
  for (const way of ['tensorflow', ...others] as const) expectAlike(await trainOn(way, trial), expected);
}
