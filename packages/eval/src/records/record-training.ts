import { Problem } from '@reprise/base';
import type { Measured } from '@reprise/records';
import { PIXELS } from '../baselines';
import { clipProbability, predictedClasses } from '../metrics';
import { PUBLISHED_URLS } from '../published/published';
import type { TrainedRun } from '../runs/read-run';
import { type PackedNumbers, packNumbers, unpackNumbers } from './pack-numbers';
import { reconstructionErrors } from './reconstruction-errors';
import type { TrainingRecord } from './training-record';

/** The labels and images of the test sets. */
export interface TestSets {
  /** Images [rows * 784], labels [rows]. */
  fashion: { images: Uint8Array; labels: Uint8Array };
  /** Of the URLs by split, as run records name it; undefined is the notebook's. */
  urlLabels: (split: string | undefined) => Promise<Uint8Array>;
}

type Rows = NonNullable<TrainingRecord['rows']>;

/** What a training got on each test row. @throws Problem when packing changes its accuracy */
async function packRows({ run, predictions: { data, shape } }: TrainedRun, sets: TestSets): Promise<Rows> {
  const [rows] = shape;
  if (run.task === 'reconstruction') {
    const images = sets.fashion.images.subarray(0, rows * PIXELS);
    const { squared, crossentropy } = reconstructionErrors(images, (row, into) =>
      into.set(data.subarray(row * PIXELS, (row + 1) * PIXELS)),
    );
    return { squared_error: packNumbers(squared), crossentropy: packNumbers(crossentropy) };
  }
  const labels = run.task === 'binary' ? await sets.urlLabels(run.config.split) : sets.fashion.labels;
  const width = shape[1];
  const predicted = predictedClasses({ data, rows, width });
  const correct = packNumbers(Array.from(predicted, (label, row) => Number(label === labels[row])));
  if (run.task === 'multiclass') return { correct };
  const logit = packNumbers(
    Array.from(data, (probability) => {
      const p = clipProbability(probability);
      return Math.log(p / (1 - p));
    }),
    0,
  );
  checkSides(run.experiment, logit, data);
  // The notebook's split has its labels once, as what always saying benign gets right.
  return run.config.split === undefined ? { logit } : { logit, correct };
}

/** Checks that packing moves no URL over 0.5. */
function checkSides(experiment: string, logit: PackedNumbers, probabilities: Float32Array): void {
  const moved = unpackNumbers(logit, probabilities.length).findIndex(
    (value, row) => value > 0 !== probabilities[row] > 0.5,
  );
  if (moved >= 0)
    throw new Problem({
      where: `records of ${experiment}`,
      expected: 'each URL on its side of 0.5',
      found: `row ${moved} moved from ${probabilities[moved]}`,
      todo: 'Give PackedNumbers more bits.',
    });
}

/** Nine digits hold a single-precision number. */
const digits = (curve: readonly number[]): number[] => curve.map((value) => Number(value.toPrecision(9)));

function seconds(measured: Measured | undefined): number | undefined {
  if (!measured || measured.resumed) return undefined;
  const { training, features = 0 } = measured.seconds as Measured['seconds'] & { features?: number };
  return Number((training + features).toFixed(1));
}

/**
 * A training as it is published.
 * @param sets the test sets, if verdicts need its test rows
 */
export async function recordTraining(trained: TrainedRun, sets?: TestSets): Promise<TrainingRecord> {
  const { run, sha256, measured, singles } = trained;
  const { loss, val_loss, acc, val_acc } = run.history;
  const { train, test, validation } = run.final;
  const tried = singles?.filter(({ url }) => PUBLISHED_URLS.some((one) => one.url === url));
  return {
    seed: run.seed,
    sha256,
    history: {
      loss: digits(loss),
      val_loss: digits(val_loss),
      ...(acc && { acc: digits(acc) }),
      ...(val_acc && { val_acc: digits(val_acc) }),
    },
    stopped_early: run.stopped_early,
    ...(train.acc !== undefined &&
      test.acc !== undefined && {
        accuracy: {
          train: train.acc,
          test: test.acc,
          ...(validation?.acc !== undefined && { validation: validation.acc }),
        },
      }),
    seconds: seconds(measured),
    ...(tried && { answers: Object.fromEntries(tried.map(({ url, probability }) => [url, probability])) }),
    ...(sets && { rows: await packRows(trained, sets) }),
  };
}
