import type { Explanation } from '@reprise/text/explain';

/** A bar of an explanation: it begins where the one before it ends. */
export interface Step {
  text: string;
  kind: 'baseline' | 'part' | 'sum';
  /** What is added; of the sum, all of it. */
  value: number;
  /** Left end and width of the bar, as parts of the axis. */
  start: number;
  size: number;
}

/**
 * The bars of an explanation, on an axis from the lowest to the highest logit on the way, with 0 on it.
 * @returns `zero` is the place of logit 0, even odds, as a part of the axis
 * @example steps({ baseline: -1, parts: [{ text: 'a', contribution: 2 }], logit: 1 }).steps[1] // 'a', from 0 to 1 of the axis
 */
export function steps({ baseline, parts, logit }: Explanation): { steps: Step[]; zero: number } {
  const ends = [baseline];
  for (const { contribution } of parts) ends.push(ends[ends.length - 1] + contribution);
  const low = Math.min(0, ...ends);
  const width = Math.max(0, ...ends) - low || 1;
  const step = (text: string, kind: Step['kind'], from: number, value: number): Step => ({
    ...{ text, kind, value },
    start: (Math.min(from, from + value) - low) / width,
    size: Math.abs(value) / width,
  });
  return {
    steps: [
      step('the empty URL', 'baseline', 0, baseline),
      ...parts.map(({ text, contribution }, i) => step(text, 'part', ends[i], contribution)),
      step('sum', 'sum', 0, logit),
    ],
    zero: (0 - low) / width,
  };
}
