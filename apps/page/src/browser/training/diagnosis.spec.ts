import { diagnose } from './diagnosis';
import { advance, NO_PROGRESS } from './progress';

const after = (losses: number[]) =>
  losses.reduce(
    (progress, loss, i) => advance(progress, { step: i + 1, loss, rows: 1, right: 0, epochs: (i + 1) / 100 }),
    NO_PROGRESS,
  );
const times = (count: number, loss: number): number[] => Array<number>(count).fill(loss);

test('a loss that falls is fine, and so are a few high ones at the start', () => {
  expect(diagnose(NO_PROGRESS, 2.3)).toBeUndefined();
  expect(diagnose(after(times(9, 20)), 2.3)).toBeUndefined();
  expect(diagnose(after([...times(9, 20), ...times(10, 1)]), 2.3)).toBeUndefined();
});

test('a loss above that of a guess diverges', () => {
  expect(diagnose(after(times(10, 50)), 2.3)).toEqual({
    ends: false,
    text: expect.stringMatching(/^Training diverges: the mean loss of the last 10 steps is 50.0000; .* 2.3000/),
  });
});

test('a loss that is far above diverges at once', () => {
  expect(diagnose(after([2, 1_234_567]), 2.3)).toEqual({
    ends: false,
    text: expect.stringMatching(/^Training diverges: the mean loss of the last 2 steps is 617,300; /),
  });
});

test.each([
  [NaN, 'NaN, not a number'],
  [Infinity, 'infinite'],
])('a loss of %d ends it at once, and the step is named', (loss, words) => {
  expect(diagnose(after([1, loss]), 2.3)).toEqual({
    ends: true,
    text: expect.stringContaining(`the loss of step 2 is ${words}`),
  });
});
