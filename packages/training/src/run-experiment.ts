import { join } from 'node:path';
import { artifactsDir, digest, Problem, repositoryRoot, writeFolder } from '@reprise/base';
import { createRandom, createTrainer, initialize, type Random, slice } from '@reprise/engine';
import type { Profile } from '@reprise/records';
import { runtimeDigest, type tf } from '@reprise/runtime';
import { compileLikeKeras } from './compile-like-keras';
import {
  type BuiltModel,
  type Experiment,
  type ExperimentData,
  type ProfileSize,
  type Run,
  STEPS_PER_CALL,
} from './experiment';
import { earlyStopping, progressLines, weightHistograms } from './fit/callbacks';
import { type CheckpointFile, checkpointFile, checkpoints } from './fit/checkpoint';
import { type Fitted, trainEpochs } from './fit/train-epochs';
import { trainedWeights } from './fit/trained-weights';
import { kerasModelConfig } from './formats/keras/model-config';
import { configOf } from './record/describe-run';
import { writeRun } from './record/write-run';

/** @throws Problem when a model file cannot hold the model: before it is trained, not after */
function checkSaved({ name }: Experiment, model: tf.LayersModel): void {
  try {
    kerasModelConfig(model, 'keras');
  } catch (cause) {
    const found = (cause as Error).message;
    const todo = 'Use layers that a model file can hold: docs/adding-a-model.md.';
    throw new Problem({ where: name, expected: 'a model that can be saved', found, todo }, { cause });
  }
}

function splitData({ validationSplit }: Experiment, data: ExperimentData, size: ProfileSize): Run['data'] {
  const whole = slice(data.train, size.trainRows);
  const test = slice(data.test, size.testRows);
  if (validationSplit === undefined) return { train: whole, validation: test, test };
  // Keras trains on int(n * (1 - validation_split)) rows.
  const kept = Math.floor(whole.rows * (1 - validationSplit));
  return { train: slice(whole, kept), validation: slice(whole, whole.rows - kept, kept), test };
}

/** Goes up when a checkpoint's format changes. */
const CHECKPOINT_VERSION = 6;

function checkpointOf(run: Run, round: number): CheckpointFile {
  const { experiment, profile, seed, inputs } = run;
  // Under Nx the task's hash holds the sources as well: edited code does not continue from an old state.
  const ties = { CHECKPOINT_VERSION, inputs, config: configOf(run), task: process.env['NX_TASK_HASH'] ?? '' };
  const name = `${experiment.name}-${profile}-seed-${seed}-${digest(JSON.stringify(ties)).slice(0, 16)}-round-${round}.bin`;
  return checkpointFile(join(repositoryRoot(), '.reprise', 'checkpoints', name));
}

/** Calls `fit` once, from its checkpoint if there is one. @param round from 1 */
async function fitOnce(
  run: Run,
  round: number,
  random: Random,
  checkpoint: CheckpointFile,
  onKept?: (place: string) => void,
): Promise<Fitted> {
  const { experiment, size, data, model, trainer } = run;
  const { name, patience, mayDiverge, rounds = 1 } = experiment;
  const options = {
    label: rounds > 1 ? `${name} round ${round}` : name,
    epochs: size.epochs,
    train: data.train,
    validation: data.validation,
    random: random.fork(round === 1 ? 'order' : `order of round ${round}`),
    mayDiverge,
  };
  return trainEpochs(trainer, options, [
    progressLines(options, patience !== undefined),
    weightHistograms(trainedWeights(model)),
    ...(patience === undefined ? [] : [earlyStopping(options.label, patience)]),
    checkpoints(checkpoint, (epoch) =>
      onKept?.(`${rounds > 1 ? `round ${round}, ` : ''}epoch ${epoch} of ${size.epochs}`),
    ),
  ]);
}

/**
 * Builds, initializes and compiles a model, loads its data and creates its trainer.
 * @throws Problem when data is missing or damaged, or no model file can hold the model
 */
export async function prepareTraining(
  experiment: Experiment,
  size: ProfileSize,
  seed: number,
): Promise<Pick<Run, 'data' | 'trainer'> & { built: BuiltModel; loaded: ExperimentData; random: Random }> {
  const random = createRandom(seed);
  const built = experiment.build();
  checkSaved(experiment, built.model);
  initialize(built.trained.layers, random.fork('weights'));
  compileLikeKeras(built.trained, experiment, experiment.task !== 'reconstruction');
  const loaded = await experiment.loadData(built, size);
  const data = splitData(experiment, loaded, size);
  const trainer = createTrainer({
    model: built.trained,
    towers: experiment.towers,
    seed,
    batchSize: experiment.batchSize,
    stepsPerCall: STEPS_PER_CALL,
    train: data.train,
    others: [data.test, data.validation, ...(experiment.extraPredictions ? [experiment.extraPredictions.data] : [])],
  });
  return { built, loaded, data, trainer, random };
}

/**
 * Trains, evaluates and saves one model: `artifacts/PROFILE/EXPERIMENT/seed-N/`, which is replaced as a whole.
 * The same experiment, profile, seed and inputs give the same files, byte for byte, except measured.json and
 * tensorboard/. An interrupted run continues after its last epoch.
 *
 * @param onKept called with the place of the last checkpoint, after each write or read: `epoch 3 of 10`
 * @returns the folder
 * @throws Problem when data is missing or damaged, or training diverges
 */
export async function runExperiment(
  experiment: Experiment,
  profile: Profile,
  seed: number,
  onKept?: (place: string) => void,
): Promise<string> {
  const started = Date.now();
  const size = experiment[profile];
  const { built, loaded, data, trainer, random } = await prepareTraining(experiment, size, seed);
  const { inputs, split, seconds } = loaded;
  const digests = { ...inputs, 'tools:runtime': runtimeDigest() };
  const run: Run = { experiment, profile, seed, size, inputs: digests, split, model: built.model, trainer, data };

  const fits: Fitted[] = [];
  const files: CheckpointFile[] = [];
  for (let round = 1; round <= (experiment.rounds ?? 1); round++) {
    files.push(checkpointOf(run, round));
    fits.push(await fitOnce(run, round, random, files[round - 1], onKept));
  }

  const folder = artifactsDir(profile, experiment.name, `seed-${seed}`);
  await writeFolder(
    folder,
    `${experiment.project}:${experiment.name}`,
    (temporary) => writeRun(temporary, run, fits, started, seconds),
    ['measured.json', 'tensorboard/'],
  );
  await Promise.all(files.map((file) => file.remove()));
  trainer.dispose();
  return folder;
}
