// Reprise itself: ts-node our-contender.ts JOB. Trains as the product does, by `fit`: with metrics, validation,
// checkpoints and progress.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadFashionMnist } from '@reprise/data';
import { createRandom, createTrainer, type Dataset, initialize, slice, type tf, type Trainer } from '@reprise/engine';
import {
  type BuiltModel,
  checkpointFile,
  checkpoints,
  compileLikeKeras,
  progressLines,
  trainEpochs,
  STEPS_PER_CALL,
} from '@reprise/training';
import { featureDataset, loadImagenet, writeFeatures } from '@reprise/vision';
import { experimentOf } from './experiments';
import type { Subject } from './subjects';
import type { Job } from './protocol';
import { serve } from './serve';

const job = JSON.parse(readFileSync(process.argv[2], 'utf8')) as Job;
const subject = job.model as Subject;
const experiment = experimentOf(subject);
const random = createRandom(1);

interface Prepared {
  built: BuiltModel;
  train: Dataset;
  validation: Dataset;
  trainer: Trainer;
}

async function data(built: BuiltModel): Promise<{ train: Dataset; validation: Dataset }> {
  if (experiment.model === 'transfer') {
    const { train, test } = await loadFashionMnist();
    const of = (part: string, { labels }: typeof train, rows: number): Dataset =>
      featureDataset(join(job.folder, `features${part}.f32`), labels, rows);
    return { train: of('', train, job.rows), validation: of('-val', test, job.validationRows) };
  }
  const { train, test } = await experiment.loadData(built, experiment.full);
  return { train: slice(train, job.rows), validation: slice(test, job.validationRows) };
}

async function prepare(): Promise<Prepared> {
  const built = experiment.build();
  if (experiment.model === 'transfer') await loadImagenet(built.model.layers);
  initialize(built.trained.layers, random.fork('weights'));
  compileLikeKeras(built.trained, experiment, experiment.task !== 'reconstruction');
  const { train, validation } = await data(built);
  const trainer = createTrainer({
    model: built.trained,
    towers: experiment.towers,
    seed: 1,
    batchSize: job.batchSize,
    stepsPerCall: STEPS_PER_CALL,
    train,
    others: [validation],
  });
  return { built, train, validation, trainer };
}

let turns = 0;

/** @returns the last epoch's loss */
async function epochs({ trainer, train, validation }: Prepared, count: number): Promise<number> {
  const file = join(job.folder, 'checkpoint.bin');
  const options = { label: subject, epochs: count, train, validation, random: random.fork(`turn ${++turns}`) };
  const { history } = await trainEpochs(trainer, options, [
    progressLines(options, false),
    checkpoints(checkpointFile(file)),
  ]);
  rmSync(file);
  return history.loss[count - 1];
}

/** The notebook's five epochs, the frozen layers before them: they run once, where Keras runs them in each. */
async function whole(prepared: Prepared): Promise<{ ms: number; loss: number }> {
  const started = performance.now();
  const { train, test } = await loadFashionMnist();
  for (const [{ images }, rows] of [
    [train, job.rows],
    [test, job.validationRows],
  ] as const) {
    const file = join(job.folder, 'features-of-a-turn.f32');
    await writeFeatures(prepared.built.frozen as tf.LayersModel, images, rows, file);
    rmSync(file);
  }
  const { epochs: count } = experiment.full;
  const loss = await epochs(prepared, count);
  return { ms: (performance.now() - started) / count, loss };
}

/** All rows once, in their order, by steps alone. */
async function steps({ trainer }: Prepared): Promise<void> {
  const rows = Int32Array.from({ length: job.rows }, (_, i) => i);
  for (let at = 0; at < job.rows; at += trainer.rowsPerCall)
    await trainer.train(rows.subarray(at, at + trainer.rowsPerCall));
}

let prepared: Prepared | undefined;
void serve(async (request) => {
  prepared ??= await prepare();
  const { trainer, train } = prepared;
  if (request.do === 'start') await trainer.train(Int32Array.from({ length: job.batchSize }, (_, i) => i));
  else if (request.do === 'steps') await steps(prepared);
  else if (request.do === 'predict') await trainer.predict(train);
  else if (subject === 'transfer') return whole(prepared);
  else return { loss: await epochs(prepared, 1) };
  return {};
});
