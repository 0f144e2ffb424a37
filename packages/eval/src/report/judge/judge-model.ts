import type { CatalogueEntry, RunRecord } from '@reprise/records';
import { median } from '../../metrics';
import { PUBLISHED, type PublishedModel, PUBLISHED_URLS } from '../../published/published';
import type { TrainedRun } from '../../runs/read-run';
import { type ModelFigures, modelFigures } from '../figures/model-figures';
import type { AbsentModel, MeasuredModel, ModelMetric } from '../results';
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

/** A trained model with everything that the report says about it. */
export interface JudgedModel {
  status: 'measured';
  model: string;
  title: string;
  card: CatalogueEntry;
  trained: TrainedRun;
  /** What the notebook prints, for its models. */
  published: PublishedModel | undefined;
  result: MeasuredModel;
  figures: ModelFigures;
}

/** A model of the catalogue in the report. */
export type ReportModel = JudgedModel | AbsentModel;

export const measuredOf = (models: readonly ReportModel[]): JudgedModel[] =>
  models.filter((model) => model.status === 'measured');

const published = new Map<string, PublishedModel>(Object.entries(PUBLISHED));

/** Judges a model's predictions. @throws Problem when the test set has fewer rows than the predictions */
export function judgeModel(card: CatalogueEntry, trained: TrainedRun, test: TestSet): JudgedModel {
  const { run, sha256, singles } = trained;
  const theirs = published.get(card.model);
  const verdictOn = (spelled: string) => PUBLISHED_URLS.find(({ url }) => url === spelled)?.verdict ?? null;
  const result: MeasuredModel = {
    status: 'measured',
    model: card.model,
    title: card.title,
    slice: run.slice,
    run_sha256: sha256.run,
    metrics: metrics(run, theirs),
    predictions: judgePredictions(trained, test),
    errors: judgeErrors(trained, test),
    singles: singles?.map((single) => ({ ...single, published: verdictOn(single.url) })) ?? null,
  };
  const figures = modelFigures(trained, result, theirs, test);
  const { model, title } = card;
  return { status: 'measured', model, title, card, trained, published: theirs, result, figures };
}
