import type { CatalogueEntry, RunRecord } from '@reprise/records';
import { median } from '../../metrics';
import { type PublishedModel, PUBLISHED_URLS } from '../../published/published';
import type { TrainedRun } from '../../runs/read-run';
import type { MeasuredModel, ModelMetric } from '../results';
import { judgeErrors } from './judge-errors';
import { judgePredictions, type TestSet } from './judge-predictions';

const lastFive = (curve: readonly number[]): number => median(curve.slice(-5));

function metrics({ final, history, task }: RunRecord, published: PublishedModel | undefined): ModelMetric[] {
  const theirs = published?.history;
  const rows: [ModelMetric['metric'], string, number | undefined, number | undefined][] = [
    ['test_acc', 'Test accuracy', published?.final.test_acc, final.test.acc],
    ['train_acc', 'Training accuracy', published?.final.train_acc, final.train.acc],
    ['loss', 'Training loss, last epoch', theirs?.loss.at(-1), history.loss.at(-1)],
    ['val_loss', 'Validation loss, last epoch', theirs?.val_loss.at(-1), history.val_loss.at(-1)],
    [
      'val_loss_median5',
      'Validation loss, median of the last five epochs',
      theirs && lastFive(theirs.val_loss),
      task === 'reconstruction' ? lastFive(history.val_loss) : undefined,
    ],
  ];
  return rows.flatMap(([metric, label, notebook, measured]) => {
    if (measured === undefined) return [];
    const difference = notebook === undefined ? null : measured - notebook;
    return { metric, label, published: notebook ?? null, measured, difference };
  });
}

/** The metric that stands for a model: a classifier's test accuracy, else the median of the last validation losses. */
export const headline = (result: MeasuredModel): ModelMetric | undefined =>
  result.metrics.find(({ metric }) => metric === 'test_acc' || metric === 'val_loss_median5');

/**
 * What results.json holds of a trained model.
 * @param published the notebook's, for its models
 * @throws Problem when the test set has fewer rows than the predictions
 */
export function judgeModel(
  { model, title }: CatalogueEntry,
  trained: TrainedRun,
  published: PublishedModel | undefined,
  test: TestSet,
): MeasuredModel {
  const { run, runDigest, singles } = trained;
  return {
    status: 'measured',
    model,
    title,
    slice: run.slice,
    run_sha256: runDigest,
    metrics: metrics(run, published),
    predictions: judgePredictions(trained, test),
    errors: judgeErrors(trained, test),
    singles:
      singles?.map(({ url, verdict, probability }) => ({
        url,
        published: PUBLISHED_URLS.find((one) => one.url === url)?.verdict ?? null,
        verdict,
        probability,
      })) ?? null,
  };
}
