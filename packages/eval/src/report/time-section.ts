import { median } from '../metrics';
import { PUBLISHED, MODELS } from '../published/published';
import { escapeMarkdown, markdownTable } from './escape-markdown';
import { duration } from './format';
import { MODEL_NAMES } from './model-names';
import type { ReportTimes } from './report-times';

/** Seconds and machine, from the models' measured.json. The only section that differs between two equal runs. */
export function timeSection({ models }: ReportTimes): string {
  const rows = MODELS.map((model) => {
    const times = models[model];
    const theirs = duration(median(PUBLISHED[model].seconds_per_epoch));
    if (times === undefined) return [MODEL_NAMES[model], theirs, '–', '–', '–', '–'];
    const { total, training, epochs } = times.seconds;
    return [
      MODEL_NAMES[model],
      theirs,
      epochs.length > 0 ? duration(median(epochs)) : '–',
      duration(training),
      `${duration(total)}${times.resumed ? ' (since it was resumed)' : ''}`,
      `${Math.round(times.peak_memory_mb)} MB`,
    ];
  });
  const machines = new Set(
    Object.values(models).map(({ machine: m, node, tensorflow }) =>
      escapeMarkdown(
        `${m.cpu}, ${m.cores} cores, ${Math.round(m.memory_gb)} GB memory, ${m.platform} ${m.release}, Node ${node}, TensorFlow ${tensorflow}`,
      ),
    ),
  );
  const dates = Object.values(models)
    .map(({ date }) => date)
    .sort();
  const ended = dates.length > 0 ? [`The last training ended at ${escapeMarkdown(dates[dates.length - 1])}.`] : [];
  return [
    '## Time and machine',
    '',
    markdownTable(
      ['Model', 'An epoch in the notebook', 'An epoch here', 'Training', 'In all', 'Peak memory'],
      rows,
      [1, 2, 3, 4, 5],
    ),
    '',
    'An epoch is the median one. The notebook’s seconds are of its own machine.',
    '',
    ...[...machines].map((machine) => `- ${machine}`),
    '',
    ...ended,
    'This section, and it alone, differs between two runs that are equal; so the manifest leaves out report.md, report.html and measured.json, and covers results.json and the figures.',
  ].join('\n');
}
