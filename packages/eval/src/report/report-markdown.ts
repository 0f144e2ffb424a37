import type { ClaimsRecord } from '../claims';
import { SLICE_NOTICE } from '../plots';
import { dataSection } from './data-section';
import type { FrameSummary } from './frame-summary';
import { modelSection } from './model-section';
import { overviewSection } from './overview-section';
import type { ModelState } from './read-run';
import type { ReportTimes } from './report-times';
import type { Results } from './results';
import { timeSection } from './time-section';
import { verdictSection } from './verdict-section';

export interface ReportParts {
  results: Results;
  states: readonly ModelState[];
  /** Undefined where they were not judged. */
  claims: ClaimsRecord | undefined;
  times: ReportTimes;
  fashion: { train: number; test: number };
  frame: FrameSummary | undefined;
  drawings: readonly { name: string; alt: string }[];
}

/** The report as Markdown; its figures stand in `figures/` beside it. */
export function reportMarkdown({ results, states, claims, times, fashion, frame, drawings }: ReportParts): string {
  const { profile, seed, slice } = results;
  const notice = slice ? [`> **${SLICE_NOTICE}**`, ''] : [];
  const first = drawings.find(({ name }) => name === 'first-training-image') ?? drawings[0];
  const sections = [
    verdictSection(claims),
    overviewSection(results),
    timeSection(times),
    dataSection(fashion, frame, first),
    ...results.models.map((result, i) => modelSection(result, states[i], drawings)),
  ];
  return [
    `# Reprise: the notebook, reproduced (${profile}, seed ${seed})`,
    '',
    ...notice,
    'A published Keras notebook trains five models: on Fashion-MNIST an autoencoder, a LeNet and a transfer from VGG16, and on URLs, malicious or benign, a bidirectional RNN and a CNN with an LSTM. Reprise trains the same five in TypeScript on TensorFlow.js with the notebook’s own settings. This report holds what came of it against what the notebook prints.',
    '',
    // The notice once more above each section, so that no part of the report is read without it.
    sections.map((section) => (slice ? section.replace('\n', `\n\n> ${SLICE_NOTICE}\n`) : section)).join('\n\n'),
    '',
  ].join('\n');
}
