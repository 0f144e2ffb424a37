import type { Plot } from '../frame';
import { COLOURS } from '../style';
import { type Curves, epochAxis } from './curves-plot';

/**
 * A text model's accuracy as the notebook draws it in "Comparison": training as dots, validation as a line, both blue.
 * @param name as in the notebook's title: `BI_RNN` or `CNN_LSTM`
 * @param accuracy in [0, 1]
 */
export function notebookAccuracyPlot(title: string, name: string, { training, validation }: Curves): Plot {
  const x = epochAxis(training.length);
  const data = (values: readonly number[]) => ({ values: values.map((value, i) => ({ epoch: i + 1, value })) });
  const y = { field: 'value', type: 'quantitative' as const, scale: { zero: false }, axis: { title: 'Accuracy' } };
  const mark = { color: COLOURS.ours, opacity: 1, strokeWidth: 2 };
  // A line of one epoch would be invisible: a dash replaces it.
  const dash = { type: 'point' as const, shape: 'stroke', size: 300, filled: false };
  return {
    title,
    notes: [`Training and validation accuracy (${name}): dots are training, the line is validation`],
    spec: {
      width: 520,
      height: 320,
      encoding: { x, y },
      layer: [
        { data: data(training), mark: { ...mark, type: 'point', filled: true, size: 50 } },
        { data: data(validation), mark: { ...mark, ...(validation.length === 1 ? dash : { type: 'line' }) } },
      ],
    },
  };
}
