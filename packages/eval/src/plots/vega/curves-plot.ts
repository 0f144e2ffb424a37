import { COLOURS } from '../style';
import type { Plot } from '../frame';

/** One value per epoch; a curve may be empty. */
export interface Curves {
  training: readonly number[];
  validation: readonly number[];
}

export interface CurvesPlot extends Omit<Plot, 'spec'> {
  /** Title of the y-axis. */
  metric: string;
  ours: Curves;
  /** Left out for models that the notebook does not train. */
  notebook?: Curves;
}

/** The x-axis of a curve. */
export const epochAxis = (epochs: number) => ({
  field: 'epoch',
  type: 'quantitative' as const,
  scale: { domain: [1, Math.max(2, epochs)], nice: false, padding: 10 },
  axis: { title: 'Epoch', tickMinStep: 1, format: 'd', grid: false },
});

const DASHED = [5, 4];
const SOLID = [1, 0];

/** Our curves over the notebook's: one colour each, training dashed, validation solid. */
export function curvesPlot({ metric, ours, notebook, ...titles }: CurvesPlot): Plot {
  const series = [
    { name: 'Ours, training', values: ours.training, colour: COLOURS.ours, dash: DASHED },
    { name: 'Ours, validation', values: ours.validation, colour: COLOURS.ours, dash: SOLID },
    ...(notebook
      ? [
          { name: 'Notebook, training', values: notebook.training, colour: COLOURS.notebook, dash: DASHED },
          { name: 'Notebook, validation', values: notebook.validation, colour: COLOURS.notebook, dash: SOLID },
        ]
      : []),
  ];
  const domain = series.map(({ name }) => name);
  const epochs = Math.max(...series.map(({ values }) => values.length));
  // The notebook's come first, so that ours are drawn over them.
  const values = [...series.slice(2), ...series.slice(0, 2)].flatMap(({ name, values: curve }) =>
    curve.map((value, i) => ({ series: name, epoch: i + 1, value })),
  );
  return {
    ...titles,
    spec: {
      width: 520,
      height: 320,
      data: { values },
      // Points make a curve of one epoch visible.
      mark: { type: 'line', strokeWidth: 2, point: epochs <= 20 ? { size: 30 } : { size: 10 } },
      encoding: {
        x: epochAxis(epochs),
        y: { field: 'value', type: 'quantitative', scale: { zero: false }, axis: { title: metric } },
        color: {
          field: 'series',
          type: 'nominal',
          scale: { domain, range: series.map(({ colour }) => colour) },
          legend: { orient: 'bottom', columns: 4, symbolType: 'stroke', symbolSize: 700, labelLimit: 0 },
        },
        strokeDash: { field: 'series', type: 'nominal', scale: { domain, range: series.map(({ dash }) => dash) } },
      },
    },
  };
}
