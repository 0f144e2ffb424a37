import { SLICE_NOTICE } from '@reprise/records';
import type { ClaimsRecord } from '../claims';
import { claimsSection, conclusionsSection } from './claims-section';
import { dataSection } from './data-section';
import type { FrameSummary } from './frame-summary';
import { modelSection } from './model-section';
import { overviewSection } from './overview-section';
import type { ModelState } from './read-run';
import type { ReportTimes } from './report-times';
import type { Results } from './results';
import { summarySection } from './summary-section';
import { timeSection } from './time-section';

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

const FILES = [
  '## Files beside this report',
  '',
  '- `results.json`: the figures and errors of this report for machines; `measured.json`: its times',
  '- `figures/NAME.svg` and `figures/NAME.png`: each figure; `figures/NAME.vl.json`: a plot’s Vega-Lite specification with its data, which Vega’s editor opens',
  '- `manifest.json`: the sha256 of each file that the inputs determine; two equal runs have the same',
].join('\n');

/** The report as Markdown; its figures stand in `figures/` beside it. */
export function reportMarkdown({ results, states, claims, times, fashion, frame, drawings }: ReportParts): string {
  const { profile, seed, slice } = results;
  const notice = slice ? [`> **${SLICE_NOTICE}**`, ''] : [];
  const first = drawings.find(({ name }) => name === 'first-training-image') ?? drawings[0];
  const sections = [
    summarySection(results, claims, times),
    ...(claims ? [conclusionsSection(claims)] : []),
    ...results.models.map((result, i) => modelSection(result, states[i], claims, drawings)),
    overviewSection(results),
    ...(claims ? [claimsSection(claims)] : []),
    dataSection(fashion, frame, first),
    timeSection(times),
    FILES,
  ];
  return [
    '# A Keras notebook, reproduced in TypeScript',
    '',
    ...notice,
    `A published notebook trains five models with Keras: three on images of clothes (Fashion-MNIST), two that tell malicious URLs from benign ones. Reprise trains the same five with TensorFlow.js, and holds what comes of it against what the notebook prints and concludes. Profile ${profile}, seed ${seed}.`,
    '',
    // The notice once more above each section, so that no part of the report is read without it.
    sections.map((section) => (slice ? section.replace('\n', `\n\n> ${SLICE_NOTICE}\n`) : section)).join('\n\n'),
    '',
  ].join('\n');
}
