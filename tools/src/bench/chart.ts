import { COLOURS, plotConfig, plotTitle } from '@reprise/eval';
import type { TopLevelSpec } from 'vega-lite';
import { compare } from './compare';
import type { BenchResult } from './result';

const NAMES = ['Reprise', 'Keras, best settings', 'Keras as it comes', 'TensorFlow.js fit'];

/** Milliseconds a training sample by model and contender, on a logarithmic axis, with the spread over the turns. */
export function benchChart(result: BenchResult): TopLevelSpec {
  const values = result.subjects.flatMap((subject) => {
    const { ours, bestKeras, keras, tfjs } = compare(subject);
    return [ours, bestKeras, keras, tfjs].flatMap((measured, i) =>
      measured
        ? [
            {
              model: subject.subject,
              contender: NAMES[i],
              ms: measured.ms.median,
              low: measured.ms.lowest,
              high: measured.ms.highest,
            },
          ]
        : [],
    );
  });
  const cpu = `${result.machine.cpu}, ${result.machine.cores} cores, ${result.date.slice(0, 10)}`;
  const y = {
    field: 'contender',
    type: 'nominal' as const,
    sort: NAMES,
    axis: null,
  };
  return {
    title: plotTitle(
      'Milliseconds a training sample: further left is faster',
      [cpu, 'Points: medians; lines: lowest to highest turn'],
      false,
    ),
    data: { values },
    facet: {
      row: {
        field: 'model',
        type: 'nominal',
        sort: result.subjects.map(({ subject }) => subject),
        header: { title: null, labelAngle: 0, labelAlign: 'left', labelFontSize: 12, labelColor: COLOURS.ink },
      },
    },
    spec: {
      width: 420,
      height: { step: 16 },
      layer: [
        {
          mark: { type: 'point', filled: true, size: 80 },
          encoding: {
            x: {
              field: 'ms',
              type: 'quantitative',
              scale: { type: 'log' },
              axis: { title: 'ms a sample, logarithmic', grid: true },
            },
            y,
            color: {
              field: 'contender',
              type: 'nominal',
              scale: { domain: NAMES, range: [COLOURS.ours, COLOURS.notebook, '#E69F00', COLOURS.quiet] },
              legend: { orient: 'bottom', labelLimit: 0 },
            },
          },
        },
        {
          mark: { type: 'rule', strokeWidth: 2 },
          encoding: {
            x: { field: 'low', type: 'quantitative', scale: { type: 'log' } },
            x2: { field: 'high' },
            y,
            color: { field: 'contender', type: 'nominal' },
          },
        },
      ],
    },
    config: plotConfig(false),
  };
}
