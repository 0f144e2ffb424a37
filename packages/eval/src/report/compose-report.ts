import { SLICE_NOTICE } from '@reprise/records';
import { type Verdicts, verdictsOn } from '../claims';
import { markdownTable } from '../markdown';
import type { Figure } from '../plots';
import { isModel } from '../published/published';
import { fixed, signed } from './format';
import { measuredOf, type ReportModel } from './judge/judge-model';
import type { Results } from './results';
import { fold, type Report, type Section } from './section';
import { claimRows } from './sections/claim-rows';
import { dataFolds, type FrameSummary } from './sections/data';
import { type ModelClaims, modelSection } from './sections/model';
import { runLine, summarySection } from './sections/summary';
import { timeBlocks } from './sections/time';

export interface ReportParts {
  results: Results;
  models: readonly ReportModel[];
  /** Of the published seeds. */
  verdicts: Verdicts;
  /** What this run says, by claim. */
  values: ReadonlyMap<string, number | string>;
  /** Numbers of images. */
  fashion: { train: number; test: number };
  frame: FrameSummary | undefined;
  firstImage: Figure;
}

/** The metrics of every model beside the notebook's. */
function allMetrics({ models }: Results): string[] {
  const rows = models.flatMap((one) => {
    if (one.status !== 'measured') return [[one.title, `**${one.status}**`, '–', '–', '–']];
    return one.metrics.map(({ label, published, measured, difference }, i) => [
      i === 0 ? one.title : '',
      label,
      fixed(published),
      fixed(measured),
      signed(difference),
    ]);
  });
  return [
    markdownTable(['Model', 'Metric', 'Notebook', 'Ours', 'Difference'], rows, [2, 3, 4]),
    'Accuracies are those of `evaluate`, without dropout. Losses are those of the last epoch and include the regularizer, as Keras 2 prints them. The difference is ours minus the notebook’s.',
  ];
}

function claimsOf(model: string, { verdicts: { judged }, values }: ReportParts): ModelClaims | undefined {
  if (!isModel(model)) return undefined;
  const primary = ({ kind, reading }: { kind: string; reading: string }): boolean =>
    kind !== 'fact' && reading !== 'secondary';
  return {
    primary: claimRows(judged, values, (claim) => claim.about === model && primary(claim)),
    others: claimRows(judged, values, (claim) => claim.about === model && !primary(claim)),
    statistics: verdictsOn(judged, model),
  };
}

/** Data, times and all metrics. */
function restSection(parts: ReportParts): Section {
  const { results, models, fashion, frame, firstImage, verdicts, values } = parts;
  const id = 'rest';
  return {
    id,
    title: 'Data, time and all metrics',
    blocks: [],
    folds: [
      ...dataFolds(id, fashion, frame, firstImage),
      fold(id, 'Facts about the data', [claimRows(verdicts.judged, values, ({ about }) => about === 'data')]),
      fold(id, 'Time and machine', timeBlocks(models)),
      fold(id, 'All metrics', allMetrics(results)),
    ],
  };
}

/** The report: the answer, a section for each model, and the rest. */
export function composeReport(parts: ReportParts): Report {
  const { results, models, verdicts, values } = parts;
  const { profile, seed, slice } = results;
  const sections = [
    summarySection(models, verdicts, values),
    ...measuredOf(models).map((model) => modelSection(model, claimsOf(model.model, parts))),
    restSection(parts),
  ];
  const notice = slice ? [`> **${SLICE_NOTICE}**`] : [];
  return {
    title: 'A Keras notebook, reproduced in TypeScript',
    opening: [
      ...notice,
      'Five models of a published Keras notebook, three of images and two of URLs, trained again and judged.',
      runLine(models, profile, seed),
    ],
    // Each section repeats the notice, so that none is read without it.
    sections: sections.map((section) => ({ ...section, blocks: [...notice, ...section.blocks] })),
  };
}
