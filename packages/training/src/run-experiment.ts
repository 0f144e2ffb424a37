import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsDir, digest, Problem, repositoryRoot, sweepHalfWritten, writeFolder } from '@reprise/base';
import { createRandom, createTrainer, initialize, slice } from '@reprise/engine';
import { type Profile, RunRecord } from '@reprise/records';
import { runtimeDigest, type tf } from '@reprise/runtime';
import { compileLikeKeras } from './compile-like-keras';
import { type Experiment, type ExperimentData, type ProfileSize, type Run, STEPS_PER_CALL } from './experiment';
import { earlyStopping, progressLines, weightHistograms } from './fit/callbacks';
import { checkpoints, writeCheckpoint } from './fit/checkpoint';
import { epochWeights, keepsEpochs, weightsOf } from './fit/epoch-weights';
import { ordersOfFit } from './fit/row-order';
import { type Fitted, trainEpochs } from './fit/train-epochs';
import { kerasModelConfig } from './formats/keras/model-config';
import { configOf } from './record/describe-run';
import { writeEpochs } from './record/write-epochs';
import { writeRun } from './record/write-run';

/** @throws Problem when a model file cannot hold the model: before it is trained, not after */
function checkSaved({ name }: Experiment, model: tf.LayersModel): void {
  try {
    kerasModelConfig(model, 'keras');
  } catch (cause) {
    const found = (cause as Error).message;
    const todo = 'Use a chain of such layers.';
    throw new Problem({ where: name, expected: 'layers that a model file can hold', found, todo }, { cause });
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
const CHECKPOINT_VERSION = 8;

/** The checkpoint's file, named by all that the training depends on. @param round from 1 */
export function checkpointPath(run: Run, round: number): string {
  const { experiment, profile, seed, inputs, model } = run;
  // Under Nx the task's hash holds the sources as well: edited code does not continue from an old state.
  const task = process.env['NX_TASK_HASH'] ?? '';
  const ties = { CHECKPOINT_VERSION, inputs, config: configOf(run), model: kerasModelConfig(model, 'keras'), task };
  const name = `${experiment.name}-${profile}-seed-${seed}-${digest(JSON.stringify(ties)).slice(0, 16)}-round-${round}.bin`;
  return join(repositoryRoot(), '.reprise', 'checkpoints', name);
}

/** @throws Problem for an experiment without a setting, before it is trained: ts-node checks no types */
function checkConfig(run: Run): void {
  const { error } = RunRecord.shape.config.safeParse(configOf(run));
  if (!error) return;
  const [{ path, message }] = error.issues;
  const found = `${path.join('.')}: ${message}`;
  const todo = 'Correct its experiment.ts; `npm run types` shows more.';
  throw new Problem({ where: run.experiment.name, expected: 'an experiment with all settings', found, todo });
}

/** In the folder of a training with which another begins. */
const LAST_CHECKPOINT = 'checkpoint.bin';

/**
 * The last checkpoint of the training with which this one begins. Only under Nx, which has run that training with the same
 * sources and data.
 */
const beginningOf = ({ experiment, profile, seed }: Run): string | undefined =>
  experiment.continues !== undefined && process.env['NX_TASK_HASH'] !== undefined
    ? artifactsDir(profile, experiment.continues, `seed-${seed}`, LAST_CHECKPOINT)
    : undefined;

/** Calls `fit` once, from its checkpoint if there is one. @param round from 1 */
async function fitOnce(run: Run, round: number, onKept?: (place: string) => void): Promise<Fitted> {
  const { experiment, size, data, model, trainer, random } = run;
  const { name, patience, mayDiverge, rounds = 1 } = experiment;
  const options = {
    label: rounds > 1 ? `${name} round ${round}` : name,
    epochs: size.epochs,
    train: data.train,
    validation: data.validation,
    random: ordersOfFit(random, round),
    mayDiverge,
  };
  const place = rounds > 1 ? `round ${round}, ` : '';
  return trainEpochs(trainer, options, [
    progressLines(options, patience !== undefined),
    weightHistograms(model),
    ...(keepsEpochs(experiment, model) ? [epochWeights(model)] : []),
    ...(patience === undefined ? [] : [earlyStopping(options.label, patience)]),
    checkpoints(checkpointPath(run, round), round === 1 ? beginningOf(run) : undefined, (epoch) =>
      onKept?.(`${place}epoch ${epoch} of ${size.epochs}`),
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
): Promise<Omit<Run, 'profile'>> {
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
  const inputs = { ...loaded.inputs, 'tools:runtime': runtimeDigest() };
  return { ...loaded, ...built, experiment, seed, size, inputs, random, data, trainer };
}

/**
 * Trains, evaluates and saves one model: `artifacts/PROFILE/EXPERIMENT/seed-N/`, which is replaced as a whole.
 * The same experiment, profile, seed and inputs give the same files, byte for byte, except measured.json, tensorboard/ and
 * checkpoint.bin. An interrupted run continues after its last epoch.
 *
 * @param keepsState whether another training begins with this one: its last checkpoint is kept
 * @param onKept called with the place of the last checkpoint, after each write or read: `epoch 3 of 10`
 * @returns the folder
 * @throws Problem when data is missing or damaged, a setting is missing, or training diverges
 */
export async function runExperiment(
  experiment: Experiment,
  profile: Profile,
  seed: number,
  keepsState = false,
  onKept?: (place: string) => void,
): Promise<string> {
  const started = Date.now();
  const run: Run = { profile, ...(await prepareTraining(experiment, experiment[profile], seed)) };
  checkConfig(run);
  const initial = keepsEpochs(experiment, run.model) ? weightsOf(run.model) : undefined;
  const fits: Fitted[] = [];
  const { name, project, rounds = 1 } = experiment;
  for (let round = 1; round <= rounds; round++) fits.push(await fitOnce(run, round, onKept));

  const folder = artifactsDir(profile, name, `seed-${seed}`);
  const build = async (temporary: string): Promise<void> => {
    await writeRun(temporary, run, fits, started);
    if (initial) await writeEpochs(temporary, initial, fits[0]);
    if (keepsState) await writeCheckpoint(join(temporary, LAST_CHECKPOINT), fits[0]);
  };
  await writeFolder(folder, `${project}:${name}`, build, ['measured.json', 'tensorboard/', LAST_CHECKPOINT]);
  for (const [i] of fits.entries()) {
    const checkpoint = checkpointPath(run, i + 1);
    await rm(checkpoint, { force: true });
    await sweepHalfWritten(checkpoint);
  }
  run.trainer.dispose();
  return folder;
}
