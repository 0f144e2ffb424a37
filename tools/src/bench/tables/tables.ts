import { numberTable } from '@reprise/base';
import type { BenchResult, FitResult, Measured, Spread, WorkloadResult } from '../result';
import { compare, judge, type Ratios } from './compare';

/** A median with the lowest and the highest value. */
const spreadText = ({ median, lowest, highest }: Spread, digits: number, factor = 1): string => {
  const [middle, low, high] = [median, lowest, highest].map((value) => (value * factor).toFixed(digits));
  return `${middle} (${low}–${high})`;
};
const ms = (spread: Spread | undefined): string => (spread ? spreadText(spread, 3) : '–');
const times = (ratio: number | undefined): string => (ratio === undefined ? '–' : `${ratio.toFixed(1)} ×`);
const percent = (share: number | undefined): string => (share === undefined ? '–' : `${(100 * share).toFixed(0)} %`);
const title = ({ workload, batch_size }: WorkloadResult): string => `${workload} (${batch_size})`;

const RATIO_NAMES: Record<keyof Ratios, string> = {
  tfjs: 'times as fast as TensorFlow.js `fit`',
  keras: 'times as fast as Keras, defaults',
  bestKeras: 'times as fast as Keras, best settings',
  share: 'of the matrix product’s rate',
};
const BASELINES = ['TensorFlow.js `fit`', 'Keras, defaults', 'Keras, best settings'];

/** How many times as fast Reprise is, one workload a line. */
export const speedupTable = ({ workloads }: BenchResult): string =>
  numberTable(
    ['model (batch size)', 'Reprise, ms a sample', ...BASELINES],
    workloads.map((one) => {
      const { reprise, ratios } = compare(one);
      const cells = [ratios.tfjs, ratios.keras, ratios.bestKeras].map(times);
      return [title(one), reprise.ms.median.toFixed(3), ...cells];
    }),
  );

function speedTable({ workloads }: BenchResult): string {
  const cell = (measured: Measured | undefined, ratio: number | undefined): string =>
    measured ? `${ms(measured.ms)}, ${times(ratio)}` : '–';
  return numberTable(
    ['model (batch size)', 'Reprise', ...BASELINES],
    workloads.map((one) => {
      const { reprise, tfjs, keras, bestKeras, ratios } = compare(one);
      return [
        title(one),
        `**${ms(reprise.ms)}**`,
        cell(tfjs, ratios.tfjs),
        cell(keras, ratios.keras),
        cell(bestKeras, ratios.bestKeras),
      ];
    }),
  );
}

/** How many targets are reached, and which are not. */
function targets(result: BenchResult): string {
  const judged = judge(result);
  const missed = judged.filter(({ reached }) => !reached);
  const line = ({ workload, ratio, target, value }: (typeof judged)[number]): string => {
    const [is, wanted] = [value, target].map((x) => (ratio === 'share' ? percent(x) : x.toFixed(1)));
    return `${workload} ${is} ${RATIO_NAMES[ratio]} (target ${wanted})`;
  };
  const list = missed.length > 0 ? ` Missed: ${missed.map(line).join('; ')}.` : '';
  return `${judged.length - missed.length} of ${judged.length} targets are reached.${list}`;
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
    ['last loss', ({ loss }) => loss?.toFixed(4)],
  ];
  return numberTable(
    ['model', ...SHOWN.map(([name]) => name)],
    workloads.map((one) => {
      const { reprise, tfjs, keras } = compare(one);
      const cells = SHOWN.map(([, show]) =>
        [reprise, tfjs, keras].map((measured) => (measured && show(measured)) ?? '–').join(' / '),
      );
      return [one.workload, ...cells];
    }),
  );
}

/** Keras's settings, one a line; one workload a column. */
function settingsTable({ workloads }: BenchResult): string {
  const tuned = workloads.filter(({ candidates }) => candidates.some(({ candidate }) => candidate.includes('jit=')));
  const settings = new Set(tuned.flatMap(({ candidates }) => candidates.map(({ candidate }) => candidate)));
  return numberTable(
    ['Keras, ms a sample', ...tuned.map(({ workload }) => workload)],
    [...settings]
      .filter((setting) => setting.includes('jit='))
      .map((setting) => [
        setting.replace('keras ', ''),
        ...tuned.map(({ candidates }) => ms(candidates.find(({ candidate }) => candidate === setting)?.ms)),
      ]),
  );
}

/** A result as Markdown. */
export function benchMarkdown(result: BenchResult): string {
  const rounds = Math.max(...result.workloads.flatMap(({ candidates }) => candidates.map(({ ms }) => ms.rounds)));
  const hasKeras = result.workloads.some(({ candidates }) => candidates.some(({ candidate }) => /jit/.test(candidate)));
  return [
    '## Milliseconds a training sample',
    `Median (lowest–highest) of ${rounds} rounds, and how many times as fast Reprise is.`,
    speedTable(result),
    targets(result),
    '## Share of the matrix product’s rate',
    shareTable(result),
    '## Start-up, memory, prediction',
    'Reprise / TensorFlow.js / Keras, defaults.',
    resourceTable(result),
    ...(hasKeras ? ['## Every setting of Keras', settingsTable(result)] : []),
  ].join('\n\n');
}

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
