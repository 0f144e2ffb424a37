import type { TabTrainingEntry } from '../../page-data';
import { lossText } from './loss-text';
import type { Progress } from './progress';

/** What is wrong with a training. */
export interface Diagnosis {
  /** Whether it cannot go on. */
  ends: boolean;
  text: string;
}

/** The loss of a model that knows nothing: each pixel is 0.5, or ten classes are equally likely. */
export const GUESS: Record<TabTrainingEntry['loss'], number> = {
  binary_crossentropy: Math.LN2,
  categorical_crossentropy: Math.log(10),
};

/** Steps whose mean loss is judged: one may be high. */
const STEPS = 10;
/** How many times as high as without knowledge a loss is that does not come down by itself. */
const FACTOR = 1.2;
/** The same of a loss that is judged at once. */
const FAR = 10;

/**
 * Says that a training diverges, or has diverged.
 * @param guess the loss of a model that knows nothing
 */
export function diagnose({ last, recent }: Progress, guess: number): Diagnosis | undefined {
  if (last === undefined) return undefined;
  if (!Number.isFinite(last.loss))
    return {
      ends: true,
      text:
        `Training has diverged: the loss of step ${last.step} is ${Number.isNaN(last.loss) ? 'NaN, not a number' : 'infinite'}. ` +
        'The weights grew until they no longer fit into a number. Choose a smaller learning rate and reset.',
    };
  const latest = recent.slice(-STEPS);
  const mean = latest.reduce((sum, loss) => sum + loss, 0) / latest.length;
  if (mean < (latest.length < STEPS ? FAR : FACTOR) * guess) return undefined;
  const of = latest.length === 1 ? 'the loss of the first step' : `the mean loss of the last ${latest.length} steps`;
  return {
    ends: false,
    text:
      `Training diverges: ${of} is ${lossText(mean)}; guessing gives ${lossText(guess)}. The learning ` +
      'rate is too large: each step jumps past the lower loss. Choose a smaller one and reset.',
  };
}
