import type { CatalogueEntry } from '@reprise/records';
import type { PublishedModel } from '../published/published';
import type { TrainedRun } from '../runs/read-run';
import type { ModelFigures } from './figures/model-figures';
import type { AbsentModel, MeasuredModel } from './results';

/** A trained model with everything that the report says about it. */
export interface JudgedModel {
  status: 'measured';
  card: CatalogueEntry;
  trained: TrainedRun;
  /** The notebook's metrics, for its models. */
  published: PublishedModel | undefined;
  result: MeasuredModel;
  figures: ModelFigures;
}

/** A model of the catalogue in the report. */
export type ReportModel = JudgedModel | AbsentModel;
