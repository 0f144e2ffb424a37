import { median } from '../metrics';
import { PUBLISHED, PUBLISHED_URLS } from '../published/published';
import { judgeErrors } from './judge-errors';
import { judgePredictions, type TestSet } from './judge-predictions';
import { CLASSES, MODEL_NAMES } from './model-names';
import type { TrainedModel } from './read-run';
import type { FigureResult, MeasuredModel } from './results';

const LABELS: Record<FigureResult['figure'], string> = {
  test_acc: 'Test accuracy',
  train_acc: 'Training accuracy',
  loss: 'Training loss, last epoch',
  val_loss: 'Validation loss, last epoch',
  val_loss_median5: 'Validation loss, median of the last five epochs',
};

/** Published and measured side by side. */
export function judgeModel(state: TrainedModel, test: TestSet): MeasuredModel {
  const { model, run } = state;
  const published = PUBLISHED[model];
  const figures: FigureResult[] = [];
  const add = (figure: FigureResult['figure'], theirs: number | undefined, ours: number | undefined): void => {
    if (ours === undefined) return;
    const difference = theirs === undefined ? null : ours - theirs;
    figures.push({ figure, label: LABELS[figure], published: theirs ?? null, measured: ours, difference });
  };
  add('test_acc', published.final.test_acc, run.final.test.acc);
  add('train_acc', published.final.train_acc, run.final.train.acc);
  add('loss', published.history.loss.at(-1), run.history.loss.at(-1));
  add('val_loss', published.history.val_loss.at(-1), run.history.val_loss.at(-1));
  if (run.task === 'reconstruction')
    add('val_loss_median5', median(published.history.val_loss.slice(-5)), median(run.history.val_loss.slice(-5)));

  const { train, test: tested } = run.final;
  const { total, trainable, frozen } = published.params ?? {};
  return {
    status: 'measured',
    model,
    name: MODEL_NAMES[model],
    slice: run.slice,
    run_sha256: state.runDigest,
    tensorflow: run.tensorflow,
    rows: { train: run.config.train_rows, test: run.config.test_rows },
    parameters: {
      published: total === undefined ? null : { total, trainable: trainable ?? null, frozen: frozen ?? null },
      measured: run.parameters,
    },
    epochs: {
      published: published.history.val_loss.length,
      measured: run.epochs_run,
      at_most: run.config.epochs,
      stopped_early: run.stopped_early,
    },
    figures,
    losses: {
      with_regularizer: { train: train.loss, test: tested.loss },
      without_regularizer: { train: train.loss_without_regularizer, test: tested.loss_without_regularizer },
    },
    best: run.best ? { epoch: run.best.epoch, loss: run.best.test.loss, acc: run.best.test.acc ?? null } : null,
    predictions: judgePredictions(run, state.predictions, test, CLASSES[model] ?? []),
    errors: judgeErrors(run, state.predictions, test, CLASSES[model] ?? []),
    singles:
      state.singles?.map(({ url, verdict, probability }) => ({
        url,
        published: PUBLISHED_URLS.find((one) => one.url === url)?.verdict ?? null,
        verdict,
        probability,
      })) ?? null,
  };
}
