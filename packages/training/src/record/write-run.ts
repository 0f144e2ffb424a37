import { join } from 'node:path';
import { writeJson } from '@reprise/base';
import { writeNpy } from '@reprise/data';
import { type Dataset, gather } from '@reprise/engine';
import type { RunRecord } from '@reprise/records';
import { tf } from '@reprise/runtime';
import type { Run } from '../experiment';
import { type Fitted, restore } from '../fit/train-epochs';
import { writeKerasH5 } from '../formats/keras/write-h5';
import { modelGraph } from '../formats/tensorboard/graph';
import { type Picture, reconstructionsPicture } from '../formats/tensorboard/reconstructions-picture';
import { writeTensorBoard } from '../formats/tensorboard/write-tensor-board';
import { writeLayersModel } from '../formats/tfjs/write-layers-model';
import { describeRun, measure } from './describe-run';

/** Test images that the notebook shows beside their reconstructions: `range(1, 10)`. */
const SHOWN = Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);

function reconstructions(test: Dataset, predictions: Float32Array): Picture {
  const { x, y } = gather(test, SHOWN);
  const size = x.size / SHOWN.length;
  const outputs = tf.tensor(predictions.slice(size, size + x.size), x.shape);
  const picture = reconstructionsPicture(x as tf.Tensor4D, outputs as tf.Tensor4D);
  tf.dispose([x, y, outputs]);
  return picture;
}

/** Metrics of a run with the trainer's present weights, which are those after `epoch`. That epoch's validation is not repeated. */
async function evaluate({ trainer, data }: Run, { history }: Fitted, epoch: number): Promise<RunRecord['final']> {
  const at = epoch - 1;
  const validation =
    epoch === 0 // diverged in the first epoch
      ? await trainer.evaluate(data.validation)
      : {
          loss: history.val_loss[at],
          loss_without_regularizer: history.val_loss_without_regularizer[at],
          ...(history.val_acc && { acc: history.val_acc[at] }),
        };
  const train = await trainer.evaluate(data.train);
  return data.validation === data.test
    ? { train, test: validation }
    : { train, validation, test: await trainer.evaluate(data.test) };
}

/**
 * Writes all files of a run except its manifest. Leaves the best weights in the trainer.
 * @param fits all calls of `fit`; the last one's results are the run's
 * @param started milliseconds, as `Date.now()` gives them
 */
export async function writeRun(folder: string, run: Run, fits: Fitted[], started: number): Promise<void> {
  const { experiment, model, trainer, data } = run;
  const at = (name: string): string => join(folder, name);
  const fitted = fits[fits.length - 1];
  const predictions = await trainer.predict(data.test);
  const shape = [data.test.rows, ...(model.outputs[0].shape.slice(1) as number[])];
  await writeNpy(at('predictions.npy'), { dtype: 'float32', shape, data: predictions });
  await writeKerasH5(model, at('model.h5'));
  await writeLayersModel(model, at('model'));
  writeTensorBoard(at('tensorboard'), {
    graph: modelGraph(model, experiment.model),
    history: fitted.history,
    histograms: fitted.histograms,
    ...(experiment.task === 'reconstruction' && {
      pictures: { reconstructions: reconstructions(data.test, predictions) },
    }),
  });
  const { extraPredictions: extra } = experiment;
  if (extra) await writeJson(at(extra.file), extra.record(await trainer.predict(extra.data)));
  const final = await evaluate(run, fitted, fitted.epoch);
  let best: RunRecord['best'];
  if (fitted.best) {
    restore(trainer, fitted.best.values);
    await writeKerasH5(model, at('best.h5'));
    const { epoch } = fitted.best;
    best = { epoch, ...(epoch === fitted.epoch ? final : await evaluate(run, fitted, epoch)) };
  }
  await writeJson(at('run.json'), describeRun(run, fits, { final, best }));
  await writeJson(at('measured.json'), measure(fits, started, run.seconds));
}
