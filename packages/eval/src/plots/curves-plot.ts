import type { TopLevelSpec } from 'vega-lite';
import { COLOURS, plotConfig, plotTitle } from './style';

/** One value an epoch; a curve may be empty. */
export interface Curves {
  training: readonly number[];
  validation: readonly number[];
}

export interface CurvesPlot {
  title: string;
  /** What the values are: "Loss", "Accuracy". */
  measure: string;
  ours: Curves;
  notebook: Curves;
  /** Said under the title. */
  notes?: readonly string[];
  slice: boolean;
}

const SERIES = ['Ours, training', 'Ours, validation', 'Notebook, training', 'Notebook, validation'];

/**
 * Our curves over those that the notebook prints: colour tells whose, a dashed line is training and a full one validation.
 */
export function curvesPlot({ title, measure, ours, notebook, notes = [], slice }: CurvesPlot): TopLevelSpec {
  const curves = [ours.training, ours.validation, notebook.training, notebook.validation];
  // The notebook's come first, so that ours are drawn over them.
  const values = [2, 3, 0, 1].flatMap((k) => curves[k].map((value, i) => ({ series: SERIES[k], epoch: i + 1, value })));
  const epochs = Math.max(2, ...curves.map((curve) => curve.length));
  return {
    width: 520,
    height: 320,
    title: plotTitle(title, notes, slice),
    data: { values },
    // A point an epoch helps where they are few, and shows a curve of one epoch at all.
    mark: { type: 'line', strokeWidth: 2, point: epochs <= 20 ? { size: 30 } : { size: 10 } },
    encoding: {
      x: {
        field: 'epoch',
        type: 'quantitative',
        scale: { domain: [1, epochs], nice: false, padding: 10 },
        axis: { title: 'Epoch', tickMinStep: 1, format: 'd', grid: false },
      },
      y: {
        field: 'value',
        type: 'quantitative',
        scale: { zero: false },
        axis: { title: measure },
      },
      color: {
        field: 'series',
        type: 'nominal',
        scale: { domain: SERIES, range: [COLOURS.ours, COLOURS.ours, COLOURS.notebook, COLOURS.notebook] },
        legend: { orient: 'bottom', columns: 4, symbolType: 'stroke', symbolSize: 700, labelLimit: 0 },
      },
      strokeDash: {
        field: 'series',
        type: 'nominal',
        scale: {
          domain: SERIES,
          range: [
            [5, 4],
            [1, 0],
            [5, 4],
            [1, 0],
          ],
        },
      },
    },
    config: plotConfig(slice),
  };
}
