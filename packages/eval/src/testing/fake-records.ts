import { mt19937 } from '@reprise/data';
import { PROTOCOL } from '../protocol';
import { type ModelName, MODELS, PUBLISHED, PUBLISHED_URLS } from '../published/published';
import type { FactsRecord } from '../records/facts';
import { packNumbers } from '../records/pack-numbers';
import type { Published } from '../records/read-records';
import { Records } from '../records/records';
import type { ExperimentRecord, TrainingRecord } from '../records/training-record';

/** Test rows of the fakes: every twentieth URL is malicious. */
const ROWS = 400;
const MALICIOUS = 20;

const isUrls = (model: ModelName): boolean => model === 'birnn' || model === 'cnn-lstm';

/** The notebook's model that an experiment is, or varies. */
const modelOf = (experiment: string): ModelName =>
  MODELS.find((model) => experiment.startsWith(model)) ?? (experiment === 'ngram-logistic' ? 'cnn-lstm' : 'lenet');

/** A training near the notebook's: each curve is moved by up to `spread` of its values. */
function fakeTraining(experiment: string, seed: number, spread: number): TrainingRecord {
  const model = modelOf(experiment);
  const next = mt19937(seed);
  const uniform = (): number => next() / 2 ** 32;
  const factor = (): number => 1 + spread * (2 * uniform() - 1);
  const { loss, val_loss, acc, val_acc } = PUBLISHED[model].history;
  const move = (curve: readonly number[], by = factor()): number[] => curve.map((value) => value * by);
  const moveErrors = (curve: readonly number[]): number[] => move(curve.map((value) => 1 - value)).map((x) => 1 - x);
  const wrong = 1 - (PUBLISHED[model].final.test_acc ?? 0.9);
  const correct = Array.from({ length: ROWS }, () => (uniform() < wrong ? 0 : 1));
  const test = correct.reduce<number>((sum, one) => sum + one, 0) / ROWS;
  const benign = (row: number): boolean => row % MALICIOUS !== 0;
  const rows = {
    correct: packNumbers(correct),
    ...(isUrls(model) && {
      logit: packNumbers(correct.map((one, row) => (1 + uniform()) * (benign(row) === (one === 1) ? -1 : 1))),
    }),
  };
  const errors = { squared_error: packNumbers(correct.map(() => 0.01 * (1 + uniform()))) };
  return {
    seed,
    sha256: { run: 'a'.repeat(64), predictions: 'b'.repeat(64) },
    history: {
      loss: move(loss),
      val_loss: move(val_loss),
      ...(acc && val_acc && { acc: moveErrors(acc), val_acc: [...moveErrors(val_acc).slice(0, -1), test] }),
    },
    stopped_early: isUrls(model),
    ...(acc && { accuracy: { train: 1 - 0.8 * wrong * factor(), test, validation: test } }),
    seconds: 100 * factor() * (model === 'transfer' ? 5 : 1),
    ...(isUrls(model) && {
      answers: Object.fromEntries(PUBLISHED_URLS.map(({ url, verdict }) => [url, verdict === 'malicious' ? 0.9 : 0.1])),
    }),
    rows: model === 'autoencoder' ? { ...errors, crossentropy: errors.squared_error } : rows,
  };
}

const record = (experiment: string, trainings: TrainingRecord[]): ExperimentRecord => ({
  ...{ schema: 1, experiment, framework: 'Reprise', machine: 'a fake', rows: ROWS },
  trainings,
});

const baseline = (experiment: string, rows: TrainingRecord['rows']): ExperimentRecord =>
  record(experiment, [{ seed: 0, history: { loss: [], val_loss: [] }, stopped_early: false, rows }]);

/** Records whose seeds lie around the notebook's numbers. @param spread of a value, as a share */
export function fakePublished(spread = 0.05): Published {
  const { seeds, controlSeeds, trainings, splits } = PROTOCOL.design;
  const single = [
    ...['pixel-logistic', 'ngram-logistic', 'lenet-long'],
    ...['birnn', 'cnn-lstm'].flatMap((model) => [
      `${model}-domains`,
      `${model}-validation`,
      ...splits.slice(1).map((split) => `${model}-split-${split}`),
    ]),
  ];
  const errors = packNumbers(Array.from({ length: ROWS }, (_, row) => 0.005 + (row % 7) / 1000));
  const experiments = [
    ...trainings.map((name) =>
      record(
        name,
        seeds.map((seed) => fakeTraining(name, seed, spread)),
      ),
    ),
    ...single.map((name) => record(name, [fakeTraining(name, seeds[0], spread)])),
    baseline('pca', { squared_error: errors, crossentropy: errors }),
    baseline('mean-image', { squared_error: packNumbers(new Array(ROWS).fill(0.2)), crossentropy: errors }),
    baseline('majority', {
      correct: packNumbers(Array.from({ length: ROWS }, (_, row) => Number(row % MALICIOUS !== 0))),
    }),
  ];
  const control = MODELS.map((name) =>
    record(
      name,
      controlSeeds.map((seed) => fakeTraining(name, seed, spread)),
    ),
  );
  const byName = (all: ExperimentRecord[]): Map<string, ExperimentRecord> =>
    new Map(all.map((one) => [one.experiment, one]));
  const facts: FactsRecord = {
    schema: 1,
    facts: Object.fromEntries(
      PROTOCOL.claims.flatMap((claim) => (claim.kind === 'fact' ? [[claim.id, claim.published]] : [])),
    ),
    observations: Object.fromEntries(
      ['images-equal', 'urls-duplicates', 'urls-headings', 'urls-rule', 'urls-domains'].map((id) => [id, { count: 0 }]),
    ),
    figures: [],
    models: {},
  };
  return {
    records: new Records(byName(experiments), seeds),
    control: new Records(byName(control), controlSeeds),
    facts,
  };
}
