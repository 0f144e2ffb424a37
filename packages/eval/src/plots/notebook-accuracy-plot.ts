import type { History } from '@reprise/records';
import type { TopLevelSpec } from 'vega-lite';
import { COLOURS, plotConfig, plotTitle } from './style';

/**
 * A text model's accuracy as the notebook draws it in "Comparison": training as dots, validation as a line, both blue.
 *
 * @param title what is to be seen; the notebook's own title stands below it
 * @param name as in the notebook's title: `BI_RNN` or `CNN_LSTM`
 * @param history with `acc` and `val_acc`, one value an epoch, in [0, 1]
 */
export function notebookAccuracyPlot(
  title: string,
  name: string,
  history: Pick<History, 'acc' | 'val_acc'>,
  slice: boolean,
): TopLevelSpec {
  const { acc = [], val_acc = [] } = history;
  const x = {
    field: 'epoch',
    type: 'quantitative' as const,
    scale: { domain: [1, Math.max(2, acc.length)], nice: false, padding: 10 },
    axis: { title: 'Epoch', tickMinStep: 1, format: 'd', grid: false },
  };
  const y = {
    field: 'value',
    type: 'quantitative' as const,
    scale: { zero: false },
    axis: { title: 'Accuracy' },
  };
  const points = (values: readonly number[]) => ({ values: values.map((value, i) => ({ epoch: i + 1, value })) });
  return {
    width: 520,
    height: 320,
    title: plotTitle(title, [`Training and validation accuracy (${name})`], slice),
    layer: [
      {
        data: points(acc),
        mark: { type: 'point', filled: true, size: 50, color: COLOURS.ours, opacity: 1 },
        encoding: { x, y, shape: { datum: 'Training Accuracy', scale: { range: ['circle'] } } },
      },
      {
        data: points(val_acc),
        // A line of one epoch would not be seen: a dash stands for it.
        mark:
          val_acc.length === 1
            ? {
                type: 'point',
                shape: 'stroke',
                size: 300,
                strokeWidth: 2,
                color: COLOURS.ours,
                filled: false,
                opacity: 1,
              }
            : { type: 'line', color: COLOURS.ours, strokeWidth: 2 },
        encoding: {
          x,
          y,
          strokeDash: {
            datum: 'Validation Accuracy',
            scale: { range: [[1, 0]] },
            legend: { symbolType: 'stroke', symbolSize: 150 },
          },
        },
      },
    ],
    resolve: { legend: { shape: 'independent', strokeDash: 'independent' } },
    config: {
      ...plotConfig(slice),
      legend: {
        ...plotConfig(slice).legend,
        orient: 'bottom',
        labelLimit: 0,
        symbolFillColor: COLOURS.ours,
        symbolStrokeColor: COLOURS.ours,
      },
    },
  };
}
