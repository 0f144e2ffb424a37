import type { Experiment } from '@reprise/training';
import { birnnExperiment } from './birnn/experiment';
import { cnnLstmExperiment } from './cnn-lstm/experiment';
import { urls } from './urls';

/** `random_state` of the splits beside the notebook's own, 3. */
const SPLITS = [0, 1, 2, 4];

/** How a URL model fares where the notebook's method hides something, and under other splits. */
function variantsOf(base: Experiment): Experiment[] {
  const called = (suffix: string, words: string): Experiment => ({
    ...base,
    name: `${base.name}-${suffix}`,
    title: `${base.title}, ${words}`,
  });
  return [
    // The notebook's early stopping watches the test set.
    { ...called('validation', 'stopped by a validation set'), validationSplit: 0.1 },
    // Its split leaves URLs of one registered domain on both sides. All rows count: whole domains are of no even size.
    {
      ...called('domains', 'split by registered domain'),
      full: { ...base.full, trainRows: Infinity, testRows: Infinity },
      open: () => urls({ by: 'domains', randomState: 3 }),
    },
    ...SPLITS.map((randomState) => ({
      ...called(`split-${randomState}`, `split with random_state=${randomState}`),
      open: () => urls({ by: 'rows', randomState }),
    })),
  ];
}

/** Trainings of the URL models beside the notebook's, for what it claims and hides. */
export const variants: Experiment[] = [
  // The printed log starts at a loss of 0.0250: the cell was run again on the model that it had trained.
  { ...birnnExperiment, name: 'birnn-two-rounds', title: `${birnnExperiment.title}, fitted twice`, rounds: 2 },
  // As it was meant: one fit until val_loss rises, with epochs enough for that.
  {
    ...birnnExperiment,
    name: 'birnn-long',
    title: `${birnnExperiment.title}, up to 100 epochs`,
    full: { ...birnnExperiment.full, epochs: 100 },
  },
  ...[birnnExperiment, cnnLstmExperiment].flatMap(variantsOf),
];
