import type { Plot } from '../frame';
import { COLOURS } from '../style';

/**
 * A confusion matrix: counts in the cells, coloured by their share of the actual class, so that rare classes show too.
 * @param matrix counts, `matrix[actual][predicted]`
 * @param classes names in the order of the matrix
 */
export function confusionPlot(title: string, matrix: readonly (readonly number[])[], classes: readonly string[]): Plot {
  const values = matrix.flatMap((row, i) => {
    const support = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, j) => ({
      actual: classes[i],
      predicted: classes[j],
      count,
      share: support === 0 ? 0 : count / support,
    }));
  });
  const many = classes.length > 2;
  const side = many ? 46 : 120;
  const axis = (field: string, more: object) => ({
    field,
    type: 'nominal' as const,
    sort: [...classes],
    axis: { domain: false, ticks: false, ...more },
  });
  return {
    title,
    notes: ['Test rows; colour is the share of the actual class'],
    titleWidth: side * classes.length + 20,
    spec: {
      width: { step: side },
      height: { step: side },
      data: { values },
      encoding: {
        x: axis('predicted', { title: 'Predicted', labelAngle: many ? -40 : 0 }),
        y: axis('actual', { title: 'Actual' }),
      },
      layer: [
        {
          mark: { type: 'rect', stroke: COLOURS.paper, strokeWidth: 1 },
          encoding: {
            color: {
              field: 'share',
              type: 'quantitative',
              // One hue from light to dark: readable without telling hues apart.
              scale: { domain: [0, 1], range: ['#F3F6FA', '#9DC3E0', '#0B4F8A'] },
              legend: { format: '.0%', orient: 'right', gradientLength: 160 },
            },
          },
        },
        {
          mark: { type: 'text', fontSize: many ? 11 : 15 },
          encoding: {
            text: { field: 'count', type: 'quantitative', format: ',d' },
            color: { condition: { test: 'datum.share > 0.55', value: COLOURS.onDark }, value: COLOURS.onLight },
          },
        },
      ],
    },
  };
}
