import { numberTable } from '@reprise/base';
import type { BenchResult, FitResult, Measured, Spread } from '../result';
import { compare, judge } from './compare';

/** A median with the lowest and the highest value. */
const spreadText = ({ median, lowest, highest }: Spread, digits: number, factor = 1): string => {
  const [middle, low, high] = [median, lowest, highest].map((value) => (value * factor).toFixed(digits));
  return `${middle} (${low}–${high})`;
};
const ms = (spread: Spread | undefined): string => (spread ? spreadText(spread, 3) : '–');
const times = (ratio: number): string => `${ratio.toFixed(1)} ×`;
const percent = (share: number | undefined): string => (share === undefined ? '–' : `${(100 * share).toFixed(0)} %`);

const BASELINES = { tfjs: 'TensorFlow.js `fit`', keras: 'Keras, defaults', bestKeras: 'Keras, best settings' };

/** @param show a baseline's cell: what was measured, and how many times as fast Reprise is */
const speedTable = ({ workloads }: BenchResult, show: (measured: Measured, ratio: string) => string): string =>
  numberTable(
    ['model (batch size)', 'Reprise, ms a sample', ...Object.values(BASELINES)],
    workloads.map((one) => {
      const { reprise, baselines, ratios } = compare(one);
      const cells = (Object.keys(BASELINES) as (keyof typeof BASELINES)[]).map((name) => {
        const measured = baselines[name];
        return measured ? show(measured, times(ratios[name] as number)) : '–';
      });
      return [`${one.workload} (${one.batch_size})`, `**${ms(reprise.ms)}**`, ...cells];
    }),
  );

/** How many times as fast Reprise is. */
export const speedupTable = (result: BenchResult): string => speedTable(result, (_, ratio) => ratio);

/** How many targets are reached, and which are not. */
function targets(result: BenchResult): string {
  const judged = judge(result);
  const missed = judged.filter(({ reached }) => !reached);
  const lines = missed.map(({ workload, ratio, value, target }) =>
    ratio === 'share'
      ? `${workload}, ${percent(value)} of the matrix product’s rate (target ${percent(target)})`
      : `${workload}, ${times(value)} ${BASELINES[ratio]} (target ${times(target)})`,
  );
  const reached = `${judged.length - missed.length} of ${judged.length} targets are reached.`;
  return lines.length > 0 ? `${reached} Missed: ${lines.join('; ')}.` : reached;
}

const shareTable = ({ workloads }: BenchResult): string =>
  numberTable(
    ['model', 'matrix product, GFLOP/s', 'epochs', 'steps', 'steps, ms a sample'],
    workloads
      .filter(({ flops }) => flops !== undefined)
      .map((one) => {
        const { reprise, ratios, stepsShare } = compare(one);
        const rate = spreadText(one.matmul_flops, 0, 1e-9);
        return [one.workload, rate, percent(ratios.share), percent(stepsShare), ms(reprise.steps_ms)];
      }),
  );

function resourceTable({ workloads }: BenchResult): string {
  const SHOWN: [string, (measured: Measured) => string | undefined][] = [
    ['start-up, s', ({ startup_ms }) => (startup_ms / 1000).toFixed(1)],
    ['peak memory, MB', ({ peak_mb }) => String(peak_mb)],
    ['predicted rows a second', ({ predicted }) => predicted?.median.toFixed(0)],
  ];
  return numberTable(
    ['model', ...SHOWN.map(([name]) => name)],
    workloads.map((one) => {
      const { reprise, baselines } = compare(one);
      const cells = SHOWN.map(([, show]) =>
        [reprise, baselines.tfjs, baselines.keras].map((measured) => (measured && show(measured)) ?? '–').join(' / '),
      );
      return [one.workload, ...cells];
    }),
  );
}

/** A result as Markdown. */
export const benchMarkdown = (result: BenchResult): string =>
  [
    '## Milliseconds a training sample',
    'Median (lowest–highest), and how many times as fast Reprise is.',
    speedTable(result, (measured, ratio) => `${ms(measured.ms)}, ${ratio}`),
    targets(result),
    '## Share of the matrix product’s rate',
    shareTable(result),
    '## Start-up, memory, prediction',
    'Reprise / TensorFlow.js / Keras, defaults.',
    resourceTable(result),
  ].join('\n\n');

/** `fit` and `model.fit`, one model a line. */
export const fitTable = ({ models }: FitResult): string =>
  numberTable(
    ['model', '`model.fit`, ms a step', '`fit`, ms a step', 'times as fast', 'to compile', 'losses differ by'],
    models.map(({ model, model_fit_ms, fit_ms, compile_ms, loss_difference }) => [
      model,
      model_fit_ms.toFixed(2),
      fit_ms.toFixed(2),
      times(model_fit_ms / fit_ms),
      `${Math.round(compile_ms)} ms`,
      loss_difference === undefined ? 'draws noise' : loss_difference.toExponential(0),
    ]),
  );
