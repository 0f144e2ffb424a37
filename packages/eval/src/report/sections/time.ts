import type { Measured } from '@reprise/records';
import { escapeMarkdown, markdownTable } from '../../markdown';
import { median } from '../../metrics';
import type { ReportModel } from '../judge/judge-model';
import { duration } from '../format';

const machineText = ({ machine: m, node, tensorflow }: Measured): string =>
  escapeMarkdown(
    `${m.cpu}, ${m.cores} cores, ${Math.round(m.memory_gb)} GB memory, ${m.platform} ${m.release}, Node ${node}, TensorFlow ${tensorflow}`,
  );

/** Seconds and machines, from the models' measured.json: the only section that differs between two equal runs. */
export function timeSection(models: readonly ReportModel[]): string {
  const trained = models.flatMap((model) => (model.status === 'measured' ? [model] : []));
  const rows = trained.map(({ card, published, trained: { measured } }) => [
    card.title,
    duration(published && median(published.seconds_per_epoch)),
    duration(measured?.seconds.epochs.length ? median(measured.seconds.epochs) : undefined),
    duration(measured?.seconds.training),
    `${duration(measured?.seconds.total)}${measured?.resumed ? ' (since it was resumed)' : ''}`,
    measured ? `${Math.round(measured.peak_memory_mb)} MB` : '–',
  ]);
  const measured = trained.flatMap((model) => model.trained.measured ?? []);
  const [last] = measured
    .map(({ date }) => date)
    .toSorted()
    .toReversed();
  const machines = new Set(measured.map(machineText));
  return [
    '## Time and machine',
    markdownTable(
      ['Model', 'Notebook’s epoch', 'Our epoch', 'Training', 'Total', 'Peak memory'],
      rows,
      [1, 2, 3, 4, 5],
    ),
    'Epochs are medians. The notebook’s seconds are of its own machine.',
    Array.from(machines, (machine) => `- ${machine}`).join('\n'),
    [
      ...(last === undefined ? [] : [`The last training ended at ${escapeMarkdown(last)}.`]),
      'Only this section differs between two equal runs. The manifest therefore covers results.json and the figures, not report.md, report.html and measured.json.',
    ].join('\n'),
  ].join('\n\n');
}
