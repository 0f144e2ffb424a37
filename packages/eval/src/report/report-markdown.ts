import { SLICE_NOTICE } from '@reprise/records';
import { markdownTable } from '../markdown';
import { type Compared, type Verdicts, verdictsOn } from '../claims';
import type { Figure } from '../plots';
import { isModel } from '../published/published';
import type { ReportModel } from './judge/judge-model';
import type { Results } from './results';
import { fixed, signed } from './format';
import { dataSection, type FrameSummary } from './sections/data';
import { modelSection } from './sections/model';
import { summarySection } from './sections/summary';
import { timeSection } from './sections/time';

export interface ReportParts {
  results: Results;
  models: readonly ReportModel[];
  /** Of the published seeds. */
  verdicts: Verdicts;
  /** This run beside them. */
  compared: readonly Compared[];
  /** Numbers of images. */
  fashion: { train: number; test: number };
  frame: FrameSummary | undefined;
  firstImage: Figure;
}

/** The metrics of every model beside the notebook's. */
function overviewSection({ models }: Results): string {
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
    '## Published and measured',
    markdownTable(['Model', 'Metric', 'Notebook', 'Ours', 'Difference'], rows, [2, 3, 4]),
    'Accuracies are those of `evaluate`, without dropout. Losses are those of the last epoch and include the regularizer, as Keras 2 prints them. The difference is ours minus the notebook’s.',
  ].join('\n\n');
}

/** The report as Markdown, its figures in `figures/`. */
export async function reportMarkdown(parts: ReportParts): Promise<string> {
  const { results, models, verdicts, compared, fashion, frame, firstImage } = parts;
  const { profile, seed, slice } = results;
  const { slug } = await import('github-slugger');
  const tables = (model: string): string[] => (isModel(model) ? verdictsOn(verdicts.judged, model) : []);
  const sections = [
    summarySection(models, verdicts, compared, { slice, slug }),
    ...models.flatMap((model) => (model.status === 'measured' ? [modelSection(model, tables(model.card.model))] : [])),
    overviewSection(results),
    dataSection(fashion, frame, firstImage),
    timeSection(models),
  ];
  const report = [
    '# A Keras notebook, reproduced in TypeScript',
    ...(slice ? [`> **${SLICE_NOTICE}**`] : []),
    `A published notebook trains five models with Keras: three on images of clothes (Fashion-MNIST), two that tell malicious URLs from benign ones. Reprise trains the same models with TensorFlow.js and compares them with what the notebook prints and concludes. Profile ${profile}, seed ${seed}.`,
    // Each section repeats the notice, so that none is read without it.
    ...sections.map((section) => (slice ? section.replace('\n', `\n\n> ${SLICE_NOTICE}\n`) : section)),
  ];
  return `${report.join('\n\n')}\n`;
}
