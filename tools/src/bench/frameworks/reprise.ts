// Reprise: ts-node reprise.ts JOB. Trains as the product does: with metrics, validation, checkpoints and progress.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadFashionMnist } from '@reprise/data';
import type { tf } from '@reprise/engine';
import { checkpoints, progressLines, trainEpochs } from '@reprise/training';
import { writeFeatures } from '@reprise/vision';
import { prepareWorkload } from './prepare-workload';
import { type Answer, type Job, serve } from './protocol';

const job = JSON.parse(readFileSync(process.argv[2], 'utf8')) as Job;
const { workload, folder, rows, validationRows } = job;
type Prepared = Awaited<ReturnType<typeof prepareWorkload>>;

const range = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);

/** Epochs of a request, as Keras's best settings: a checkpoint is written while the next epoch trains. */
const EPOCHS = 5;
let calls = 0;

/** @returns the time of an epoch, and the loss of the first one */
async function train({ trainer, data, random }: Prepared, epochs: number): Promise<Partial<Answer>> {
  const started = performance.now();
  const file = join(folder, 'checkpoint.bin');
  const order = random.fork(`call ${++calls}`);
  const options = { label: workload, epochs, train: data.train, validation: data.validation, random: order };
  const { history } = await trainEpochs(trainer, options, [progressLines(options, false), checkpoints(file)]);
  rmSync(file);
  return { ms: (performance.now() - started) / epochs, loss: history.loss[0] };
}

/** The notebook's five epochs with the frozen layers, which run once here; Keras runs them in every epoch. */
async function trainWhole(prepared: Prepared): Promise<Partial<Answer>> {
  const started = performance.now();
  const { epochs } = prepared.experiment.full;
  const sets = await loadFashionMnist();
  for (const [{ images }, count] of [
    [sets.train, rows],
    [sets.test, validationRows],
  ] as const) {
    const file = join(folder, 'features.f32');
    await writeFeatures(prepared.frozen as tf.LayersModel, images, count, file);
    rmSync(file);
  }
  return { ...(await train(prepared, epochs)), ms: (performance.now() - started) / epochs };
}

/** Trains on all rows once, in order. */
async function steps({ trainer }: Prepared): Promise<void> {
  const all = range(rows);
  const calls: Promise<unknown>[] = [];
  for (let at = 0; at < rows; at += trainer.rowsPerCall)
    calls.push(trainer.train(all.subarray(at, at + trainer.rowsPerCall)));
  await Promise.all(calls);
}

let prepared: Prepared | undefined;
void serve(async (request) => {
  prepared ??= await prepareWorkload(job);
  const { experiment, trainer, data } = prepared;
  if (request.do === 'start') {
    const loss = workload === 'transfer' ? undefined : (await trainer.evaluate(data.validation)).loss;
    await trainer.train(range(experiment.batchSize));
    return { loss };
  } else if (request.do === 'steps') await steps(prepared);
  else if (request.do === 'predict') await trainer.predict(data.train);
  else if (workload === 'transfer') return trainWhole(prepared);
  else return train(prepared, EPOCHS);
  return {};
});
