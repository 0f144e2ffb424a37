import { cpus, release, totalmem } from 'node:os';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsDir, digest, repositoryRoot, writeFolder, writeNpy } from '@reprise/data';
import { layerRows } from '../files/layer-rows';
import { parameterCounts } from '../files/parameter-counts';
import { writeKerasH5 } from '../files/write-keras-h5';
import { writeLayersModel } from '../files/write-layers-model';
import { writeTensorBoard } from '../files/write-tensor-board';
import { initialize } from '../initializers/initialize';
import { createRandom } from '../random/random';
import { Measured, type ModelName, type Profile, RunRecord } from '../records';
import { tensorflowVersion } from '../tensorflow/backend';
import { runtimeDigest } from '../tensorflow/runtime-digest';
import { tf } from '../tensorflow/tf';
import { THREADS } from '../tensorflow/threads';
import { checkpointFile } from '../training/checkpoint';
import { slice } from '../training/dataset';
import { type Fitted, fit } from '../training/fit';
import { createTrainer, type Trainer } from '../training/trainer';
import { type Experiment, STEPS_PER_CALL } from './experiment';

/** Weights as they lie in `variables`, for as long as `work` runs others in their place. */
async function withValues<T>(trainer: Trainer, values: Float32Array[], work: () => Promise<T>): Promise<T> {
  const own = trainer.variables.map((variable) => variable.clone());
  const set = (tensors: tf.Tensor[]): void => {
    trainer.variables.forEach((variable, i) => variable.assign(tensors[i]));
    trainer.push();
    tf.dispose(tensors);
  };
  set(values.map((value, i) => tf.tensor(value, own[i].shape, own[i].dtype as 'float32')));
  try {
    return await work();
  } finally {
    set(own);
  }
}

/** The Nx task of each model. */
const TASKS: Record<ModelName, string> = {
  autoencoder: 'vision:autoencoder',
  lenet: 'vision:lenet',
  transfer: 'vision:transfer',
  birnn: 'text:birnn',
  'cnn-lstm': 'text:cnn-lstm',
};

const writeJson = (file: string, value: unknown): Promise<void> =>
  writeFile(file, JSON.stringify(value, null, 2) + '\n');

/** What ties a checkpoint to the training that it belongs to. */
function checkpointPath(
  experiment: Experiment,
  profile: Profile,
  seed: number,
  inputs: Record<string, string>,
): string {
  // Under Nx the task's hash holds the sources as well, so that edited code does not go on from old state.
  const key = digest(JSON.stringify({ inputs, task: process.env['NX_TASK_HASH'] ?? '' })).slice(0, 16);
  return join(repositoryRoot(), '.reprise', 'checkpoints', `${experiment.model}-${profile}-seed-${seed}-${key}.bin`);
}

function measure(fitted: Fitted, started: number): Measured {
  return Measured.parse({
    schema: 1,
    date: new Date().toISOString(),
    seconds: {
      total: (Date.now() - started) / 1000,
      training: fitted.seconds.reduce((sum, s) => sum + s, 0),
      epochs: fitted.seconds,
    },
    resumed: fitted.resumed,
    peak_memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memory_gb: Math.round(totalmem() / 2 ** 30),
      platform: `${process.platform} ${process.arch}`,
      release: release(),
    },
    node: process.versions.node,
    tensorflow: tensorflowVersion(),
  });
}

/**
 * Trains, evaluates and saves one model: `artifacts/PROFILE/MODEL/seed-N/`, which is replaced as a whole.
 * The same experiment, profile, seed and inputs give the same files, byte for byte, but for measured.json and
 * tensorboard/. A run that was killed goes on from its last epoch.
 *
 * @returns the folder
 * @throws Problem when data is missing or damaged, or training meets numbers that are not finite
 */
export async function runExperiment(experiment: Experiment, profile: Profile, seed: number): Promise<string> {
  const started = Date.now();
  const { batchSize, loss, patience, towers } = experiment;
  const extent = experiment[profile];
  const random = createRandom(seed);

  const built = experiment.build();
  const { model } = built;
  initialize(built.trained, random.fork('weights'));
  const opened = await experiment.open(built, extent);
  const inputs = { ...opened.inputs, 'tools:runtime': runtimeDigest() };
  const train = slice(opened.train, extent.trainRows);
  const test = slice(opened.test, extent.testRows);

  const trainer = createTrainer({
    trainee: { layers: built.trained, loss, towers },
    optimizer: experiment.optimizer,
    random: random.fork('steps'),
    batchSize,
    stepsPerCall: STEPS_PER_CALL,
    train,
    others: experiment.tries ? [test, experiment.tries.data] : [test],
  });
  const checkpoint = checkpointFile(checkpointPath(experiment, profile, seed, inputs));
  const fitted = await fit(trainer, {
    label: experiment.model,
    epochs: extent.epochs,
    train,
    validation: test,
    random: random.fork('order'),
    checkpoint,
    ...(patience !== undefined && { patience }),
  });
  const evaluateBoth = () => ({ train: trainer.evaluate(train), test: trainer.evaluate(test) });

  const folder = artifactsDir(profile, experiment.model, `seed-${seed}`);
  const build = async (temporary: string): Promise<void> => {
    const at = (name: string): string => join(temporary, name);
    const best =
      fitted.best &&
      (await withValues(trainer, fitted.best.values, async () => {
        await writeKerasH5(model, at('best.h5'));
        return { epoch: (fitted.best as { epoch: number }).epoch, ...evaluateBoth() };
      }));
    const predictions = trainer.predict(test);
    const outputShape = model.outputs[0].shape.slice(1) as number[];
    await writeNpy(at('predictions.npy'), { dtype: 'float32', shape: [test.rows, ...outputShape], data: predictions });
    await writeKerasH5(model, at('model.h5'));
    await mkdir(at('model'));
    await writeLayersModel(model, at('model'));
    await writeTensorBoard(at('tensorboard'), fitted.history);
    if (experiment.tries)
      await writeJson(at(experiment.tries.file), experiment.tries.record(trainer.predict(experiment.tries.data)));
    const record: RunRecord = {
      schema: 1,
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
      final: evaluateBoth(),
      ...(best && { best }),
    };
    await writeJson(at('run.json'), RunRecord.parse(record));
    await writeJson(at('measured.json'), measure(fitted, started));
  };
  await writeFolder(folder, TASKS[experiment.model], build, ['measured.json', 'tensorboard/']);
  await checkpoint.remove();
  trainer.dispose();
  return folder;
}
