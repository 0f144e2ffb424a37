import { Problem } from '@reprise/base';
import { loadFashionMnist, loadUrls } from '@reprise/data';
import { type Measured, trainings } from '@reprise/records';
import { meanImage, PIXELS } from '../baselines';
import { PROTOCOL } from '../protocol';
import { isModel } from '../published/published';
import { readRun, type TrainedRun } from '../runs/read-run';
import { collectFacts, type FactsRecord } from './facts';
import { packNumbers } from './pack-numbers';
import { CODE, readPca } from './pca';
import { project, reconstruct, reconstructionErrors } from './reconstruction-errors';
import { recordTraining, type TestSets } from './record-training';
import type { ExperimentRecord, TrainingRecord } from './training-record';

/** Variants of which only histories and accuracies are needed. */
const WITHOUT_ROWS = /-(long|validation|split-\d)$/;

/** @throws Problem without the training */
async function read(artifacts: string, experiment: string, seed: number): Promise<TrainedRun> {
  const state = await readRun(artifacts, 'full', experiment, seed);
  if (state.status === 'trained') return state;
  throw new Problem({
    where: `sweep, ${experiment} seed ${seed}`,
    expected: 'a training',
    found: state.reason,
    todo: 'Run `npx nx run eval:sweep`, which trains what is missing.',
  });
}

const machineOf = (measured: Measured | undefined): string =>
  measured ? `${measured.machine.cpu}, ${measured.machine.cores} cores, ${measured.machine.platform}` : 'unknown';

/** The record of a baseline without a training: test rows only. */
const baseline = (experiment: string, rows: TrainingRecord['rows'], count: number): ExperimentRecord => ({
  schema: 1,
  experiment,
  framework: 'Reprise',
  machine: 'any',
  rows: count,
  trainings: [{ seed: 0, history: { loss: [], val_loss: [] }, stopped_early: false, rows }],
});

/** Errors of principal components and of the mean image on the test images, and what always saying benign gets right. */
async function baselines(artifacts: string, seed: number, labels: Uint8Array): Promise<ExperimentRecord[]> {
  const { train, test } = await loadFashionMnist();
  const pca = await readPca(artifacts, seed);
  const scores = project(test.images, pca.mean, pca.components);
  const mean = meanImage(train.images);
  const errors = (guess: (row: number, into: Float64Array) => void): TrainingRecord['rows'] => {
    const { squared, crossentropy } = reconstructionErrors(test.images, guess);
    return { squared_error: packNumbers(squared), crossentropy: packNumbers(crossentropy) };
  };
  const images = test.images.length / PIXELS;
  return [
    baseline(
      'pca',
      errors((row, into) => reconstruct(scores, pca, row, CODE, into)),
      images,
    ),
    baseline(
      'mean-image',
      errors((_, into) => into.set(mean)),
      images,
    ),
    baseline('majority', { correct: packNumbers(labels.map((label) => 1 - label)) }, labels.length),
  ];
}

/** A sweep as it is published. */
export interface CompiledRecords {
  experiments: ExperimentRecord[];
  facts: Omit<FactsRecord, 'figures'>;
}

/**
 * Makes the records of a sweep from `artifacts/full`.
 * @throws Problem when a training or data are missing
 */
export async function compileRecords(artifacts: string): Promise<CompiledRecords> {
  const { seeds } = PROTOCOL.design;
  const fashion = await loadFashionMnist();
  const labels = (await loadUrls()).test.y;
  const sets: TestSets = {
    fashion: fashion.test,
    urlLabels: async (split) =>
      split === undefined ? labels : (await loadUrls({ by: 'domains', randomState: PROTOCOL.design.splits[0] })).test.y,
  };
  const experiments: ExperimentRecord[] = [];
  const models = new Map<string, TrainedRun>();
  for (const { name, seeds: swept } of trainings().values()) {
    if (name === 'pca') continue;
    const withRows = PROTOCOL.design.trainings.includes(name) || !WITHOUT_ROWS.test(name);
    const records: TrainingRecord[] = [];
    let last: TrainedRun | undefined;
    for (const seed of swept ? seeds : seeds.slice(0, 1)) {
      last = await read(artifacts, name, seed);
      records.push(await recordTraining(last, withRows ? sets : undefined));
      if (seed === seeds[0] && isModel(name)) models.set(name, last);
    }
    if (last)
      experiments.push({
        schema: 1,
        experiment: name,
        framework: `Reprise, TensorFlow ${last.run.tensorflow}`,
        machine: machineOf(last.measured),
        rows: last.run.config.test_rows,
        trainings: records,
      });
  }
  experiments.push(...(await baselines(artifacts, seeds[0], labels)));
  return { experiments, facts: await collectFacts(fashion, models) };
}
