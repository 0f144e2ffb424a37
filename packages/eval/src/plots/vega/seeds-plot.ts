import type { Plot } from '../frame';
import { COLOURS } from '../style';

const SERIES = ['Ours, by seed', 'Notebook'];

/**
 * A metric by seed as dots, the notebook's as a diamond; a row per model, each with its own scale.
 * @param rows a model's name, the notebook's metric and ours by seed
 */
export function seedsPlot(
  title: string,
  metric: string,
  rows: readonly { name: string; published: number; seeds: readonly number[] }[],
): Plot {
  const values = rows.flatMap(({ name, published, seeds }) => [
    ...seeds.map((value) => ({ name, value, series: SERIES[0] })),
    { name, value: published, series: SERIES[1] },
  ]);
  return {
    title,
    spec: {
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
            field: 'series',
            type: 'nominal',
            scale: { domain: SERIES, range: [COLOURS.ours, COLOURS.notebook] },
            legend: { orient: 'bottom', title: metric },
          },
          shape: { field: 'series', type: 'nominal', scale: { domain: SERIES, range: ['circle', 'diamond'] } },
          size: { value: 90 },
        },
      },
      resolve: { scale: { x: 'independent' } },
    },
  };
}
