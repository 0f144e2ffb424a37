import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsDir, Problem, writeFolder } from '@reprise/base';
import { writeNpy } from '@reprise/data';
import { kerasModelConfig } from '../files/keras-model-config';
import { modelGraph } from '../files/model-graph';
import { type Picture, reconstructionsPicture } from '../files/reconstructions-picture';
import { writeKerasH5 } from '../files/write-keras-h5';
import { writeLayersModel } from '../files/write-layers-model';
import { writeTensorBoard } from '../files/write-tensor-board';
import { createRandom, createTrainer, type Dataset, gather, initialize, slice, type Trainer } from '@reprise/engine';
import type { Profile, RunRecord } from '@reprise/records';
import { runtimeDigest, tf } from '@reprise/runtime';
import type { Fitted } from '../epochs/train-epochs';
import { restore, snapshot, type Values } from '../epochs/values';
import { compileLikeKeras } from './compile-like-keras';
import { describeRun } from './describe-run';
import { type Experiment, type Extent, type Opened, STEPS_PER_CALL } from './experiment';
import { measure } from './measure';
import type { Run } from './run';
import { trainRounds } from './train-rounds';

/** Runs `work` while a trainer holds other values than its own. */
async function withValues<T>(trainer: Trainer, values: Values, work: () => Promise<T>): Promise<T> {
  const own = snapshot(trainer.variables);
  restore(trainer, values);
  try {
    return await work();
  } finally {
    restore(trainer, own);
  }
}

const writeJson = (file: string, value: unknown): Promise<void> =>
  writeFile(file, JSON.stringify(value, null, 2) + '\n');

/** Test images that the notebook shows beside their reconstructions: `range(1, 10)`. */
const SHOWN = { from: 1, rows: 9 };

function reconstructions(test: Dataset, predictions: Float32Array): Picture {
  const shown = slice(test, SHOWN.rows, SHOWN.from);
  const { x, y } = gather(
    shown,
    Int32Array.from({ length: shown.rows }, (_, row) => row),
  );
  const first = (SHOWN.from * x.size) / shown.rows;
  const outputs = tf.tensor(predictions.slice(first, first + x.size), x.shape);
  const picture = reconstructionsPicture(x as tf.Tensor4D, outputs as tf.Tensor4D);
  tf.dispose([x, y, outputs]);
  return picture;
}

/** Training, validation and test rows. Without a validation part the test set is what training watches, as in the notebook. */
function parts(
  experiment: Experiment,
  opened: Opened,
  extent: Extent,
): Record<'train' | 'validation' | 'test', Dataset> {
  const whole = slice(opened.train, extent.trainRows);
  const test = slice(opened.test, extent.testRows);
  const { validationSplit } = experiment;
  if (validationSplit === undefined) return { train: whole, validation: test, test };
  // Keras: int(n * (1 - validation_split)) rows stay.
  const kept = Math.floor(whole.rows * (1 - validationSplit));
  return { train: slice(whole, kept), validation: slice(whole, whole.rows - kept, kept), test };
}

/** @throws Problem when a model file cannot hold the model: known before it is trained, not after */
function checkSaved({ name }: Experiment, model: tf.LayersModel): void {
  try {
    kerasModelConfig(model, 'keras');
  } catch (cause) {
    const found = (cause as Error).message;
    const todo = 'Take layers that a model file holds: docs/adding-a-model.md.';
    throw new Problem({ where: name, expected: 'a model that can be saved', found, todo }, { cause });
  }
}

/** Figures of a run with the weights that its trainer holds. */
async function evaluate({ trainer, data }: Run): Promise<RunRecord['final']> {
  return {
    train: await trainer.evaluate(data.train),
    ...(data.validation !== data.test && { validation: await trainer.evaluate(data.validation) }),
    test: await trainer.evaluate(data.test),
  };
}

/** Writes all files of a run but the manifest. */
async function writeRun(folder: string, run: Run, rounds: Fitted[]): Promise<void> {
  const { experiment, model, trainer, data } = run;
  const at = (name: string): string => join(folder, name);
  const fitted = rounds[rounds.length - 1];
  const lowest = fitted.best;
  const best =
    lowest &&
    (await withValues(trainer, lowest.values, async () => {
      await writeKerasH5(model, at('best.h5'));
      return { epoch: lowest.epoch, ...(await evaluate(run)) };
    }));
  const predictions = await trainer.predict(data.test);
  const outputShape = model.outputs[0].shape.slice(1) as number[];
  const shape = [data.test.rows, ...outputShape];
  await writeNpy(at('predictions.npy'), { dtype: 'float32', shape, data: predictions });
  await writeKerasH5(model, at('model.h5'));
  await writeLayersModel(model, at('model'));
  await writeTensorBoard(at('tensorboard'), {
    graph: modelGraph(model, experiment.model),
    history: fitted.history,
    histograms: fitted.histograms,
    ...(experiment.task === 'reconstruction' && {
      pictures: { reconstructions: reconstructions(data.test, predictions) },
    }),
  });
  if (experiment.tries)
    await writeJson(at(experiment.tries.file), experiment.tries.record(await trainer.predict(experiment.tries.data)));
  await writeJson(at('run.json'), describeRun(run, rounds, { final: await evaluate(run), best }));
}

/**
 * Trains, evaluates and saves one model: `artifacts/PROFILE/EXPERIMENT/seed-N/`, which is replaced as a whole.
 * The same experiment, profile, seed and inputs give the same files, byte for byte, but for measured.json and
 * tensorboard/. A run that was killed goes on from its last epoch.
 *
 * @param onKept called with how far the training is kept, after each checkpoint that is written or read: `epoch 3 of 10`
 * @returns the folder
 * @throws Problem when data is missing or damaged, or training meets numbers that are not finite
 */
export async function runExperiment(
  experiment: Experiment,
  profile: Profile,
  seed: number,
  onKept?: (place: string) => void,
): Promise<string> {
  const started = Date.now();
  const extent = experiment[profile];
  const random = createRandom(seed);

  const built = experiment.build();
  checkSaved(experiment, built.model);
  const { trained } = built;
  initialize(trained.layers, random.fork('weights'));
  compileLikeKeras(trained, experiment, experiment.task !== 'reconstruction');
  const opened = await experiment.open(built, extent);
  const data = parts(experiment, opened, extent);
  const trainer = createTrainer({
    model: trained,
    towers: experiment.towers,
    seed,
    batchSize: experiment.batchSize,
    stepsPerCall: STEPS_PER_CALL,
    train: data.train,
    others: [data.test, data.validation, ...(experiment.tries ? [experiment.tries.data] : [])],
  });
  const inputs = { ...opened.inputs, 'tools:runtime': runtimeDigest() };
  const { split } = opened;
  const run: Run = { experiment, profile, seed, extent, inputs, split, model: built.model, trainer, data };
  const { rounds, checkpoints } = await trainRounds(run, random, onKept);

  const folder = artifactsDir(profile, experiment.name, `seed-${seed}`);
  const build = async (temporary: string): Promise<void> => {
    await writeRun(temporary, run, rounds);
    await writeJson(join(temporary, 'measured.json'), measure(rounds, started, opened.seconds));
  };
  await writeFolder(folder, `${experiment.project}:${experiment.name}`, build, ['measured.json', 'tensorboard/']);
  await Promise.all(checkpoints.map((checkpoint) => checkpoint.remove()));
  trainer.dispose();
  return folder;
}
