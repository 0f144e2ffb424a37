import type { Measured } from '@reprise/records';
import { escapeMarkdown, markdownTable } from '../../markdown';
import { median } from '../../metrics';
import { duration } from '../format';
import { measuredOf, type ReportModel } from '../judge/judge-model';

const machineText = ({ machine: m, node, tensorflow }: Measured): string =>
  escapeMarkdown(
    `${m.cpu}, ${m.cores} cores, ${Math.round(m.memory_gb)} GB memory, ${m.platform} ${m.release}, Node ${node}, TensorFlow ${tensorflow}`,
  );

/** Seconds and machines, from the models' measured.json: what differs between two equal runs. */
export function timeBlocks(models: readonly ReportModel[]): string[] {
  const trained = measuredOf(models);
  const rows = trained.map(({ title, published, trained: { measured } }) => [
    title,
    duration(published && median(published.seconds_per_epoch)),
    duration(measured?.seconds.epochs.length ? median(measured.seconds.epochs) : undefined),
    duration(measured?.seconds.training),
    `${duration(measured?.seconds.total)}${measured?.resumed ? ' (since it was resumed)' : ''}`,
    measured ? `${Math.round(measured.peak_memory_mb)} MB` : '–',
  ]);
  const machines = new Set(trained.flatMap(({ trained: { measured } }) => (measured ? [machineText(measured)] : [])));
  return [
    markdownTable(
      ['Model', 'Notebook’s epoch', 'Our epoch', 'Training', 'Total', 'Peak memory'],
      rows,
      [1, 2, 3, 4, 5],
    ),
    'Epochs are medians. The notebook’s seconds are of its own machine.',
    ...(machines.size > 0 ? [Array.from(machines, (machine) => `- ${machine}`).join('\n')] : []),
    'Times and machine are all that differs between two equal runs. The manifest therefore covers results.json and the figures, not report.md, report.html and measured.json.',
  ];
}
