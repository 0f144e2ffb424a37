import type { TopLevelSpec } from 'vega-lite';
import { COLOURS, plotConfig, plotTitle } from './style';

/**
 * A confusion matrix: counts in the cells, colour by the share of the actual class, so that a rare class shows too.
 *
 * @param matrix counts, `matrix[actual][predicted]`
 * @param classes names in the order of the matrix
 */
export function confusionPlot(
  title: string,
  matrix: readonly (readonly number[])[],
  classes: readonly string[],
  slice: boolean,
): TopLevelSpec {
  const values = matrix.flatMap((row, i) => {
    const support = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, j) => ({
      actual: classes[i],
      predicted: classes[j],
      count,
      share: support === 0 ? 0 : count / support,
    }));
  });
  const side = classes.length > 2 ? 46 : 120;
  return {
    width: { step: side },
    height: { step: side },
    title: plotTitle(title, ['Test rows; colour is the share of the actual class'], slice, side * classes.length + 20),
    data: { values },
    encoding: {
      x: {
        field: 'predicted',
        type: 'nominal',
        sort: [...classes],
        axis: { title: 'Predicted', labelAngle: classes.length > 2 ? -40 : 0, domain: false, ticks: false },
      },
      y: {
        field: 'actual',
        type: 'nominal',
        sort: [...classes],
        axis: { title: 'Actual', domain: false, ticks: false },
      },
    },
    layer: [
      {
        mark: { type: 'rect', stroke: COLOURS.paper, strokeWidth: 1 },
        encoding: {
          color: {
            field: 'share',
            type: 'quantitative',
            // One hue from light to dark: the order shows without telling hues apart.
            scale: { domain: [0, 1], range: ['#F3F6FA', '#9DC3E0', '#0B4F8A'] },
            legend: { format: '.0%', orient: 'right', gradientLength: 160 },
          },
        },
      },
      {
        mark: { type: 'text', fontSize: classes.length > 2 ? 11 : 15 },
        encoding: {
          text: { field: 'count', type: 'quantitative', format: ',d' },
          color: { condition: { test: 'datum.share > 0.55', value: COLOURS.onDark }, value: COLOURS.onLight },
        },
      },
    ],
    config: plotConfig(slice),
  };
}
