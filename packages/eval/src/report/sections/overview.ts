import { markdownTable } from '../../markdown';
import type { ModelResult } from '../results';
import { fixed, signed } from '../format';

/** The metrics of every model beside the notebook's. */
export function overviewSection(models: readonly ModelResult[]): string {
  const rows = models.flatMap((one) => {
    if (one.status !== 'measured') return [[one.title, `**${one.status}**`, '–', '–', '–']];
    return one.metrics.map((metric, i) => [
      i === 0 ? one.title : '',
      metric.label,
      fixed(metric.published),
      fixed(metric.measured),
      signed(metric.difference),
    ]);
  });
  return [
    '## Published and measured',
    '',
    markdownTable(['Model', 'Metric', 'Notebook', 'Ours', 'Difference'], rows, [2, 3, 4]),
    '',
    'Accuracies are those of `evaluate`, without dropout. Losses are those of the last epoch and include the regularizer, as Keras 2 prints them. The difference is ours minus the notebook’s.',
  ].join('\n');
}
