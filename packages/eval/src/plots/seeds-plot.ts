import type { TopLevelSpec } from 'vega-lite';
import { COLOURS, plotConfig, plotTitle } from './style';

/** One figure of one model: the notebook's, and ours by seed. */
export interface SeedsRow {
  name: string;
  published: number;
  seeds: readonly number[];
}

/** Ours by seed as dots, the notebook's figure as a diamond, a model a line with a scale of its own. */
export function seedsPlot(title: string, measure: string, rows: readonly SeedsRow[]): TopLevelSpec {
  const values = rows.flatMap(({ name, published, seeds }) => [
    ...seeds.map((value) => ({ name, value, whose: 'Ours, by seed' })),
    { name, value: published, whose: 'Notebook' },
  ]);
  return {
    title: plotTitle(title, [], false),
    data: { values },
    facet: {
      row: {
        field: 'name',
        type: 'nominal',
        sort: rows.map(({ name }) => name),
        title: null,
        header: { labelAngle: 0, labelAlign: 'left' },
      },
    },
    spec: {
      width: 460,
      height: 26,
      mark: { type: 'point', filled: true, opacity: 0.85 },
      encoding: {
        x: {
          field: 'value',
          type: 'quantitative',
          scale: { zero: false },
          axis: { title: null, tickCount: 5, grid: true },
        },
        color: {
          field: 'whose',
          type: 'nominal',
          scale: { domain: ['Ours, by seed', 'Notebook'], range: [COLOURS.ours, COLOURS.notebook] },
          legend: { orient: 'bottom', title: measure },
        },
        shape: {
          field: 'whose',
          type: 'nominal',
          scale: { domain: ['Ours, by seed', 'Notebook'], range: ['circle', 'diamond'] },
        },
        size: { value: 90 },
      },
    },
    resolve: { scale: { x: 'independent' } },
    config: plotConfig(false),
  };
}
