import { mean } from '../metrics';
import { PROTOCOL } from '../protocol';
import { MODELS, PUBLISHED } from '../published/published';
import { Missing, type Records } from '../records/records';
import { averagePrecision, newcombe, recallAtFalsePositiveRate, wilson } from '../statistics';
import { number, rangeText } from './findings/number';
import { evaluateRowSum, relativeRises, rises, rowSum } from './quantities';

/** What an observation found, by name. */
export type Observed = Record<string, number | string>;

const range = (values: readonly number[]): string =>
  `${number(Math.min(...values))} to ${number(Math.max(...values))}, mean ${number(mean(values))}`;

const RNNS = ['birnn', 'birnn-two-rounds', 'birnn-long'] as const;
const URL_TRAININGS = [...RNNS, 'cnn-lstm'] as const;
const RATE = 0.01;

const testAccuracy = ({ accuracy }: { accuracy?: { test: number } }): number => accuracy?.test ?? NaN;

/** Test accuracy and recall of every training of the RNN. */
export const rnnTrainings = (records: Records): { accuracy: number; recall: number }[] =>
  RNNS.flatMap((experiment) =>
    records.trainings(experiment).map((training) => ({
      accuracy: testAccuracy(training),
      recall: evaluateRowSum(rowSum(records, experiment, 'recall', training)),
    })),
  );

/** Labels of an experiment's test rows, 1 for malicious: those of the notebook's split, or of its own. */
function labels(records: Records, experiment: string): Float64Array {
  const training = records.first(experiment);
  if (!training.rows?.correct) return records.benign().map((benign) => 1 - benign);
  const correct = records.rows(experiment, training, 'correct');
  return records.rows(experiment, training, 'logit').map((logit, row) => Number(logit > 0 === (correct[row] === 1)));
}

/** Newcombe's interval of the difference of two printed test accuracies over the rows. */
function printedDifference(first: keyof typeof PUBLISHED, second: keyof typeof PUBLISHED, rows: number): Observed {
  const correct = (model: keyof typeof PUBLISHED): number =>
    Math.round((PUBLISHED[model].final.test_acc as number) * rows);
  const apart = newcombe(correct(first), rows, correct(second), rows);
  return { difference: apart.difference, '95 %': rangeText(apart) };
}

/** Observations that are made of the records; the others are in facts.json. */
export const OBSERVATIONS: Record<string, (records: Records) => Observed> = {
  'lenet-sgd-stays': (records) => ({ 'test accuracy': range(records.trainings('lenet-sgd').map(testAccuracy)) }),
  'lenet-longer': (records) => {
    const { val_loss } = records.first('lenet-long').history;
    const lowest = Math.min(...val_loss);
    return {
      'epoch of the lowest val_loss': val_loss.indexOf(lowest) + 1,
      'lowest val_loss': lowest,
      'val_loss after ten epochs': val_loss[9],
      [`val_loss after ${val_loss.length}`]: val_loss.at(-1) as number,
    };
  },
  'transfer-higher-printed': () => printedDifference('transfer', 'lenet', 10_000),
  'cnn-lstm-better-printed': (records) => printedDifference('cnn-lstm', 'birnn', records.find('cnn-lstm').rows),
  'cnn-lstm-logs-printed': () =>
    Object.fromEntries(
      (['birnn', 'cnn-lstm'] as const).flatMap((model) => {
        const { loss } = PUBLISHED[model].history;
        return [
          [`epochs, ${model}`, loss.length],
          [`rises of loss as a share of its range, ${model}`, relativeRises(loss)],
          [`rises of loss an epoch, ${model}`, rises(loss) / loss.length],
        ];
      }),
    ),
  'birnn-majority-printed': (records) => {
    const benign = records.benign();
    const rows = benign.length;
    const { train_acc: train, test_acc: test } = PUBLISHED.birnn.final as { train_acc: number; test_acc: number };
    return {
      'share of benign test rows': mean(benign),
      'printed test accuracy': test,
      '95 % over the rows': rangeText(wilson(Math.round(test * rows), rows)),
      'printed training accuracy': train,
    };
  },
  'birnn-accuracy-shows': (records) => {
    const majority = mean(records.benign());
    const all = rnnTrainings(records);
    const above = all.filter(({ accuracy }) => accuracy > majority);
    const missed = above.filter(({ recall }) => recall <= 0.5);
    return {
      'trainings of the RNN': all.length,
      'more accurate than always saying benign': above.length,
      'of those, with a recall of at most half': missed.length,
      ...(missed.length > 0 && { 'their accuracy': range(missed.map(({ accuracy }) => accuracy)) }),
    };
  },
  'birnn-continued': (records) => {
    const trainings = records.trainings('birnn-long');
    const first = PUBLISHED.birnn.history.loss[0];
    const reached = trainings.filter(({ history }) => history.loss.some((loss) => loss <= first));
    return {
      'seeds that get to the log’s first loss': `${reached.length} of ${trainings.length}`,
      ...(reached.length > 0 && {
        'epoch in which they do': range(
          reached.map(({ history }) => 1 + history.loss.findIndex((loss) => loss <= first)),
        ),
        'their test accuracy at the end': range(reached.map(testAccuracy)),
      }),
    };
  },
  ranking: (records) =>
    Object.fromEntries(
      [...URL_TRAININGS, 'ngram-logistic'].flatMap((experiment) => {
        const trainings = experiment === 'ngram-logistic' ? [records.first(experiment)] : records.trainings(experiment);
        const y = labels(records, experiment);
        const of = (measure: (scores: Float64Array) => number): string =>
          range(trainings.map((training) => measure(records.rows(experiment, training, 'logit'))));
        return [
          [`average precision, ${experiment}`, of((scores) => averagePrecision(y, scores))],
          [`recall at 1 % false positives, ${experiment}`, of((scores) => recallAtFalsePositiveRate(y, scores, RATE))],
        ];
      }),
    ),
  ...Object.fromEntries(
    (['birnn', 'cnn-lstm'] as const).flatMap((model) => [
      [
        `${model}-domains`,
        (records: Records): Observed => {
          const recall = (experiment: string): number =>
            recallAtFalsePositiveRate(
              labels(records, experiment),
              records.rows(experiment, records.first(experiment), 'logit'),
              RATE,
            );
          return { 'notebook’s split': recall(model), 'by registered domain': recall(`${model}-domains`) };
        },
      ],
      [
        `${model}-validation`,
        (records: Records): Observed => {
          const { accuracy } = records.first(`${model}-validation`);
          if (accuracy?.validation === undefined) throw new Missing(`${model}-validation: no accuracies`);
          const { validation, test } = accuracy;
          return { 'rows that stop the training': validation, 'test rows': test, difference: validation - test };
        },
      ],
      [
        `${model}-splits`,
        (records: Records): Observed => {
          const [first, ...others] = PROTOCOL.design.splits;
          const found = others.map((state) => [
            `random_state ${state}`,
            testAccuracy(records.first(`${model}-split-${state}`)),
          ]);
          return { [`random_state ${first}`]: testAccuracy(records.first(model)), ...Object.fromEntries(found) };
        },
      ],
    ]),
  ),
};

/** Mean seconds of training, by framework. Ours have those of VGG16's frozen layers, the control's do not. */
export const secondsOf = (records: Records, control: Records): Observed =>
  Object.fromEntries(
    MODELS.flatMap((model) => {
      const ofAll = (name: string, from: Records): [string, number][] => {
        const seconds = from.experiments.get(model)?.trainings.flatMap((one) => one.seconds ?? []) ?? [];
        return seconds.length > 0 ? [[`${model}, ${name}`, mean(seconds)]] : [];
      };
      const notebook = PUBLISHED[model].seconds_per_epoch.reduce((sum, one) => sum + one, 0);
      return [[`${model}, notebook`, notebook], ...ofAll('control', control), ...ofAll('ours', records)];
    }),
  );
