import { advance, NO_PROGRESS, type Progress } from './progress';
import type { Step } from './tab-training';

/** Steps over four rows: one batch of three, and the rest. */
const STEPS: Step[] = [
  { step: 1, loss: 2, rows: 3, right: 1, epochs: 0.75 },
  { step: 2, loss: 4, rows: 1, right: 1, epochs: 1 },
  { step: 3, loss: 1, rows: 3, right: 3, epochs: 1.75 },
];
const after = (steps: Step[]): Progress => steps.reduce(advance, NO_PROGRESS);

test('an epoch’s means are weighted by the size of its batches, as Keras’s are', () => {
  const first = { epochs: 1, loss: (2 * 3 + 4) / 4, accuracy: 2 / 4 };
  expect(after(STEPS.slice(0, 1)).epochs).toEqual([]);
  expect(after(STEPS.slice(0, 2)).epochs).toEqual([first]);
  expect(after(STEPS).epochs).toEqual([first]);
});

test('the curve has a point for each part of an epoch that is over', () => {
  const points = [
    { epochs: 0.75, loss: 2, accuracy: 1 / 3 },
    { epochs: 1, loss: 4, accuracy: 1 },
    { epochs: 1.75, loss: 1, accuracy: 1 },
  ];
  expect(after(STEPS).parts).toEqual(points);
  // A fiftieth of an epoch a step: five steps make two parts of a twentieth.
  const small = Array.from({ length: 5 }, (_, i) => ({ step: i, loss: i, rows: 1, right: 0, epochs: (i + 1) / 50 }));
  expect(after(small).parts).toEqual([
    { epochs: 3 / 50, loss: 1, accuracy: 0 },
    { epochs: 5 / 50, loss: 3.5, accuracy: 0 },
  ]);
});

test('the latest twenty losses are kept', () => {
  const steps = Array.from({ length: 30 }, (_, i) => ({ step: i, loss: i, rows: 1, right: 0, epochs: (i + 1) / 64 }));
  expect(after(steps).recent).toEqual(Array.from({ length: 20 }, (_, i) => i + 10));
  expect(after(steps).last).toEqual(steps[29]);
});
