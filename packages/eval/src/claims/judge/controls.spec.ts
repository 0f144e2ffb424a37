// The controls of docs/protocol.md, on the published records: rules that cannot tell models apart would judge nothing.
import type { ModelName } from '../../published/published';
import { type Published, readRecords } from '../../records/read-records';
import { numbersTogether, printedTraining, distributionOf } from './judge-claims';
import { together } from './judge-together';

let published: Published;
beforeAll(async () => (published = await readRecords()));

const seedsOf = (model: ModelName): number[][] =>
  published.records.trainings(model).map((training) => numbersTogether(training, distributionOf(model)));

/** Of a URL model's numbers: both accuracies, first and last loss, last val_loss, epochs. */
const FIRST_LOSS = 2;
const without = (index: number) => (numbers: number[]) => numbers.filter((_, i) => i !== index);

test('our transfer does not pass as the LeNet', () => {
  const printed = numbersTogether(printedTraining('lenet'), 'normal');
  expect(together(seedsOf('transfer'), printed, 'normal').inside).toBe(false);
});

test('our CNN + LSTM does not pass as the RNN, with the first loss and without', () => {
  const printed = numbersTogether(printedTraining('birnn'), 'any');
  const seeds = seedsOf('cnn-lstm');
  expect(together(seeds, printed, 'any').inside).toBe(false);
  expect(together(seeds.map(without(FIRST_LOSS)), without(FIRST_LOSS)(printed), 'any').inside).toBe(false);
});

test('n-grams do not pass as the CNN + LSTM', () => {
  const ngrams = numbersTogether(published.records.first('ngram-logistic'), 'any');
  expect(together(seedsOf('cnn-lstm'), ngrams, 'any').inside).toBe(false);
});

/** How many seeds of a model pass as one more run beside the nine others. */
const selves = (model: ModelName): number => {
  const seeds = seedsOf(model);
  return seeds.filter(
    (one, i) =>
      together(
        seeds.filter((_, other) => other !== i),
        one,
        distributionOf(model),
      ).inside,
  ).length;
};

test.each(['autoencoder', 'lenet', 'transfer'] as const)('seeds of %s pass as themselves, 95 % each', (model) => {
  // scipy.stats.binom.cdf(7, 10, 0.95) = 0.0115
  expect(selves(model)).toBeGreaterThanOrEqual(8);
});

test.each(['birnn', 'cnn-lstm'] as const)('seeds of %s pass as themselves but for the furthest', (model) => {
  expect(selves(model)).toBe(9);
});
