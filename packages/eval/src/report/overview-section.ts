import { markdownTable } from './escape-markdown';
import { figure, signed } from './format';
import type { Results } from './results';

/** "Published, ours, difference" of every model. */
export function overviewSection({ models }: Results): string {
  const rows = models.flatMap((one) => {
    if (one.status !== 'measured') return [[one.name, '–', '–', '–', `**${one.status}**`]];
    return one.figures.map((f, i) => [
      i === 0 ? one.name : '',
      f.label,
      figure(f.published),
      figure(f.measured),
      signed(f.difference),
    ]);
  });
  return [
    '## Published and measured',
    '',
    markdownTable(['Model', 'Figure', 'Published', 'Ours', 'Difference'], rows, [2, 3, 4]),
    '',
    'Accuracies are of `evaluate`, without dropout; losses are the last epoch’s and include the regularizer, as Keras 2 prints them. Difference is ours less the published.',
  ].join('\n');
}
