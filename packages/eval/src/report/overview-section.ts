import { markdownTable } from './escape-markdown';
import { figure, signed } from './format';
import type { Results } from './results';

/** "Published, ours, difference" of every model, and what each bar says. */
export function overviewSection({ models, slice }: Results): string {
  const rows = models.flatMap((one) => {
    if (one.status !== 'measured') return [[one.name, '–', '–', '–', '–', `**${one.status}**`]];
    return one.figures.map((f, i) => {
      const decides = f.figure === one.bar.figure;
      const verdict = decides ? `**${one.bar.verdict}** (${one.bar.rule})` : '';
      return [i === 0 ? one.name : '', f.label, figure(f.published), figure(f.measured), signed(f.difference), verdict];
    });
  });
  const reached = models.filter((one) => one.status === 'measured' && one.bar.verdict === 'reached').length;
  const sum = slice
    ? 'No bar is judged: this run trained on a slice of the data.'
    : `${reached} of ${models.length} models reach their bar.`;
  return [
    '## Published and measured',
    '',
    sum,
    '',
    markdownTable(['Model', 'Figure', 'Published', 'Ours', 'Difference', 'Bar'], rows, [2, 3, 4]),
    '',
    'Accuracies are of `evaluate`, without dropout; losses are the last epoch’s and include the regularizer, as Keras 2 prints them. Difference is ours less the published.',
  ].join('\n');
}
