import type { Experiment } from '@reprise/training';
import { urls } from './urls';

/** `random_state` of the sweep's splits beside the notebook's own, 3. */
const SPLITS = [0, 1, 2, 4];

/** A URL model where the notebook's method hides something, and under other splits. */
export function urlVariants(base: Experiment): Experiment[] {
  const called = (suffix: string, words: string): Experiment => ({
    ...base,
    name: `${base.name}-${suffix}`,
    title: `${base.title}, ${words}`,
  });
  return [
    // The notebook's early stopping watches the test set.
    { ...called('validation', 'stopped by a validation set'), validationSplit: 0.1 },
    // Its split puts URLs of one registered domain on both sides. All rows count: whole domains do not add up to its numbers.
    {
      ...called('domains', 'split by registered domain'),
      full: { ...base.full, trainRows: Infinity, testRows: Infinity },
      loadData: () => urls({ by: 'domains', randomState: 3 }),
    },
    ...SPLITS.map((randomState) => ({
      ...called(`split-${randomState}`, `split with random_state=${randomState}`),
      loadData: () => urls({ by: 'rows', randomState }),
    })),
  ];
}
