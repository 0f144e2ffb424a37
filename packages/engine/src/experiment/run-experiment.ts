import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsDir, digest, repositoryRoot, writeFolder, writeNpy } from '@reprise/data';
import { layerRows } from '../files/layer-rows';
import { modelGraph } from '../files/model-graph';
import { parameterCounts } from '../files/parameter-counts';
import { type Picture, reconstructionsPicture } from '../files/reconstructions-picture';
import { trainedWeights } from '../files/trained-weights';
import { writeKerasH5 } from '../files/write-keras-h5';
import { writeLayersModel } from '../files/write-layers-model';
import { writeTensorBoard } from '../files/write-tensor-board';
import { initialize } from '../initializers/initialize';
import { createRandom } from '../random/random';
import { type Profile, RunRecord } from '../records';
import { tensorflowVersion } from '../tensorflow/backend';
import { runtimeDigest } from '../tensorflow/runtime-digest';
import { tf } from '../tensorflow/tf';
import { THREADS } from '../tensorflow/threads';
import { type CheckpointFile, checkpointFile } from '../training/checkpoint';
import { type Dataset, gather, slice } from '../training/dataset';
import { type Fitted, fit } from '../training/fit';
import { createTrainer, type Trainer } from '../training/trainer';
import { restore, snapshot, type Values } from '../training/values';
import { type Experiment, type Extent, type Opened, STEPS_PER_CALL } from './experiment';
import { measure } from './measure';

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

/** Counts up when a checkpoint holds other things than before. */
const CHECKPOINT_VERSION = 2;

/** What ties a checkpoint to the training that it belongs to. */
function checkpointPath(
  experiment: Experiment,
  profile: Profile,
  seed: number,
  inputs: Record<string, string>,
  round: number,
): string {
  // Under Nx the task's hash holds the sources as well, so that edited code does not go on from old state.
  const key = digest(JSON.stringify({ CHECKPOINT_VERSION, inputs, task: process.env['NX_TASK_HASH'] ?? '' })).slice(
    0,
    16,
  );
  return join(
    repositoryRoot(),
    '.reprise',
    'checkpoints',
    `${experiment.name}-${profile}-seed-${seed}-${key}-round-${round}.bin`,
  );
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

/**
 * Trains, evaluates and saves one model: `artifacts/PROFILE/EXPERIMENT/seed-N/`, which is replaced as a whole.
 * The same experiment, profile, seed and inputs give the same files, byte for byte, but for measured.json and
 * tensorboard/. A run that was killed goes on from its last epoch.
 *
 * @param onKept hears how far the training is kept, whenever a checkpoint was written or read: `epoch 3 of 10`
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
  const { batchSize, loss, patience, towers } = experiment;
  const extent = experiment[profile];
  const random = createRandom(seed);

  const built = experiment.build();
  const { model } = built;
  initialize(built.trained, random.fork('weights'));
  const opened = await experiment.open(built, extent);
  const inputs = { ...opened.inputs, 'tools:runtime': runtimeDigest() };
  const { train, validation, test } = parts(experiment, opened, extent);

  const trainer = createTrainer({
    trainee: { layers: built.trained, loss, towers },
    optimizer: experiment.optimizer,
    random: random.fork('steps'),
    batchSize,
    stepsPerCall: STEPS_PER_CALL,
    train,
    others: [test, validation, ...(experiment.tries ? [experiment.tries.data] : [])],
  });
  const rounds: Fitted[] = [];
  const checkpoints: CheckpointFile[] = [];
  const count = experiment.rounds ?? 1;
  for (let round = 1; round <= count; round++) {
    const checkpoint = checkpointFile(checkpointPath(experiment, profile, seed, inputs, round));
    checkpoints.push(checkpoint);
    rounds.push(
      await fit(trainer, {
        label: count > 1 ? `${experiment.name} round ${round}` : experiment.name,
        epochs: extent.epochs,
        train,
        validation,
        watched: trainedWeights(model),
        random: random.fork(round === 1 ? 'order' : `order of round ${round}`),
        checkpoint,
        onKept: (epoch) => onKept?.(`${count > 1 ? `round ${round}, ` : ''}epoch ${epoch} of ${extent.epochs}`),
        ...(patience !== undefined && { patience }),
        ...(experiment.mayDiverge && { mayDiverge: true }),
      }),
    );
  }
  const earlier = rounds.slice(0, -1);
  const fitted = rounds[count - 1];
  const evaluateAll = () => ({
    train: trainer.evaluate(train),
    ...(validation !== test && { validation: trainer.evaluate(validation) }),
    test: trainer.evaluate(test),
  });

  const folder = artifactsDir(profile, experiment.name, `seed-${seed}`);
  const build = async (temporary: string): Promise<void> => {
    const at = (name: string): string => join(temporary, name);
    const lowest = fitted.best;
    const best =
      lowest &&
      (await withValues(trainer, lowest.values, async () => {
        await writeKerasH5(model, at('best.h5'));
        return { epoch: lowest.epoch, ...evaluateAll() };
      }));
    const predictions = trainer.predict(test);
    const outputShape = model.outputs[0].shape.slice(1) as number[];
    await writeNpy(at('predictions.npy'), { dtype: 'float32', shape: [test.rows, ...outputShape], data: predictions });
    await writeKerasH5(model, at('model.h5'));
    await writeLayersModel(model, at('model'));
    await writeTensorBoard(at('tensorboard'), {
      graph: modelGraph(model, experiment.model),
      history: fitted.history,
      histograms: fitted.histograms,
      ...(experiment.task === 'reconstruction' && {
        pictures: { reconstructions: reconstructions(test, predictions) },
      }),
    });
    if (experiment.tries)
      await writeJson(at(experiment.tries.file), experiment.tries.record(trainer.predict(experiment.tries.data)));
    const record: RunRecord = {
      schema: 1,
      experiment: experiment.name,
      model: experiment.model,
      title: experiment.title,
      profile,
      slice: profile === 'quick',
      seed,
      task: experiment.task,
      config: {
        epochs: extent.epochs,
        batch_size: batchSize,
        train_rows: train.rows,
        test_rows: test.rows,
        ...(validation !== test && { validation_rows: validation.rows }),
        ...(opened.split !== undefined && { split: opened.split }),
        loss: loss.name,
        optimizer: trainer.optimizer,
        ...(patience !== undefined && { patience }),
        towers,
        steps_per_call: STEPS_PER_CALL,
        intra_op_threads: THREADS.intra_op,
        inter_op_threads: THREADS.inter_op,
      },
      inputs,
      tensorflow: tensorflowVersion(),
      parameters: parameterCounts(model),
      layers: layerRows(model),
      history: fitted.history,
      epochs_run: fitted.history.loss.length,
      stopped_early: fitted.stoppedEarly,
      ...(fitted.diverged && { diverged: true }),
      ...(earlier.length > 0 && {
        earlier_rounds: earlier.map(({ history, stoppedEarly }) => ({
          history,
          epochs_run: history.loss.length,
          stopped_early: stoppedEarly,
        })),
      }),
      final: evaluateAll(),
      ...(best && { best }),
    };
    await writeJson(at('run.json'), RunRecord.parse(record));
    await writeJson(at('measured.json'), measure(rounds, started, opened.seconds));
  };
  await writeFolder(folder, `${experiment.project}:${experiment.name}`, build, ['measured.json', 'tensorboard/']);
  await Promise.all(checkpoints.map((checkpoint) => checkpoint.remove()));
  trainer.dispose();
  return folder;
}
