import { numberTable } from '@reprise/base';
import type { BenchResult, FitResult, Measured, Spread, WorkloadResult } from '../result';
import { type FrameworkName, FRAMEWORKS, NOTEBOOK_LOOP } from '../frameworks/candidates';
import { compare, judge } from './compare';

/** A median with the lowest and the highest value. */
const spreadText = ({ median, lowest, highest }: Spread, digits: number, factor = 1): string => {
  const [middle, low, high] = [median, lowest, highest].map((value) => (value * factor).toFixed(digits));
  return `${middle} (${low}–${high})`;
};
const ms = (spread: Spread | undefined): string => (spread ? spreadText(spread, 3) : '–');
const times = (ratio: number): string => `${ratio.toFixed(1)} ×`;
const percent = (share: number | undefined): string => (share === undefined ? '–' : `${(100 * share).toFixed(0)} %`);

const isCompared = ({ workload }: WorkloadResult): boolean => workload !== 'lenet-5';

/** Beside the time that SimpleChains.jl's authors publish: ten epochs of 60,000 rows in 5.320512 s on four cores. */
const lenet5 = ({ workloads }: BenchResult): string[] =>
  workloads.flatMap((one) => {
    const { steps_ms } = compare(one).reprise;
    if (isCompared(one) || !steps_ms) return [];
    const ours = `Reprise’s steps take ${spreadText(steps_ms, 1, 1000)} µs a sample`;
    const theirs =
      'SimpleChains.jl 17.7 µs on two cores, derived from the 8.9 µs that its authors publish for the four';
    const where = 'of an Intel i7-1165G7 with AVX-512, another machine';
    return `[LeNet-5](https://julialang.org/blog/2022/04/simple-chains), batches of ${one.batch_size}: ${ours}; ${theirs} ${where}.`;
  });

const [, ...RIVALS] = Object.keys(FRAMEWORKS) as FrameworkName[];

/** @param show a rival's cell: what was measured, and how many times as fast Reprise is */
function speedTable({ workloads }: BenchResult, show: (measured: Measured, ratio: string) => string): string {
  const rivals = RIVALS.filter((name) => workloads.some((one) => compare(one).best(name)));
  return numberTable(
    ['model (batch size)', 'Reprise, ms a sample', ...rivals.map((name) => FRAMEWORKS[name])],
    workloads.filter(isCompared).map((one) => {
      const { reprise, best, rival, ratio } = compare(one);
      const cells = rivals.map((name) => {
        const measured = best(name);
        if (!measured) return '–';
        const cell = show(measured, times(ratio(measured)));
        // The bar of `transfer` is against the notebook's loop, which is not Keras's fastest setting.
        const loop = one.candidates.find(({ setting }) => setting === NOTEBOOK_LOOP);
        const both = loop && loop !== measured ? `${cell}; ${NOTEBOOK_LOOP}: ${show(loop, times(ratio(loop)))}` : cell;
        return measured === rival ? `**${both}**` : both;
      });
      return [`${one.workload} (${one.batch_size})`, ms(reprise.ms), ...cells];
    }),
  );
}

/** How many times as fast Reprise is as the fastest setting of each rival. */
export const speedupTable = (result: BenchResult): string => speedTable(result, (_, ratio) => ratio);

/** How many bars are reached, and which are not. */
function bars(result: BenchResult): string {
  const judged = judge(result);
  const missed = judged.filter(({ reached }) => !reached);
  const lines = missed.map(({ workload, what, value, bar }) =>
    what === 'share'
      ? `${workload}, steps at ${percent(value)} of the matrix product’s rate (bar ${percent(bar)})`
      : `${workload}, ${times(value)} ${workload === 'transfer' ? NOTEBOOK_LOOP : 'the fastest rival'} (bar ${times(bar)})`,
  );
  const reached = `${judged.length - missed.length} of ${judged.length} bars are reached.`;
  return lines.length > 0 ? `${reached} Missed: ${lines.join('; ')}.` : reached;
}

const shareTable = ({ workloads }: BenchResult): string =>
  numberTable(
    ['model', 'matrix product, GFLOP/s', 'epochs', 'steps', 'steps, ms a sample'],
    workloads
      .filter(({ flops }) => flops !== undefined)
      .map((one) => {
        const { reprise, share, stepsShare } = compare(one);
        const rate = spreadText(one.matmul_flops, 0, 1e-9);
        return [one.workload, rate, percent(share), percent(stepsShare), ms(reprise.steps_ms)];
      }),
  );

/** Start-up and memory of each framework's first setting, and prediction by its fastest one. */
function resourceTable({ workloads }: BenchResult): string {
  const SHOWN: [string, (settings: Measured[]) => string][] = [
    ['start-up, s', ([{ startup_ms }]) => (startup_ms / 1000).toFixed(1)],
    ['peak memory, MB', ([{ peak_mb }]) => String(peak_mb)],
    [
      'predicted rows a second',
      (settings) => {
        const rates = settings.flatMap(({ predicted }) => predicted?.median ?? []);
        return rates.length > 0 ? Math.max(...rates).toFixed(0) : '–';
      },
    ],
  ];
  const shown: FrameworkName[] = ['reprise', 'tfjs', 'keras', 'pytorch', 'jax'];
  return numberTable(
    ['model', ...SHOWN.map(([name]) => name)],
    workloads.filter(isCompared).map(({ workload, candidates }) => {
      const settings = shown.map((name) => candidates.filter(({ framework }) => framework === name));
      const cell = (show: (settings: Measured[]) => string): string =>
        settings.map((all) => (all.length > 0 ? show(all) : '–')).join(' / ');
      return [workload, ...SHOWN.map(([, show]) => cell(show))];
    }),
  );
}

/** All settings that were measured, one a line; one workload a column. */
function settingsTable({ workloads }: BenchResult): string {
  const key = ({ framework, setting }: Measured): string => `${FRAMEWORKS[framework as FrameworkName]}, ${setting}`;
  const settings = new Set(workloads.flatMap(({ candidates }) => candidates.filter(({ setting }) => setting).map(key)));
  return numberTable(
    ['ms a sample', ...workloads.filter(isCompared).map(({ workload }) => workload)],
    [...settings].map((setting) => [
      setting,
      ...workloads.filter(isCompared).map(({ candidates }) => ms(candidates.find((one) => key(one) === setting)?.ms)),
    ]),
  );
}

/** Rivals that were not measured, and why. */
function leftOut({ workloads }: BenchResult): string[] {
  const lines = workloads.flatMap(({ workload, left_out }) =>
    left_out.map(({ framework, setting, reason }) => {
      const name = [FRAMEWORKS[framework as FrameworkName], setting].filter(Boolean).join(', ');
      return `- ${workload}: ${name}: ${reason.split('\n')[0]}`;
    }),
  );
  return lines.length > 0 ? ['## Left out', lines.join('\n')] : [];
}

/** A result as Markdown, without {@link everySetting}. */
export const benchMarkdown = (result: BenchResult): string =>
  [
    '## Milliseconds a training sample',
    'Median (lowest–highest) of each framework’s fastest setting, and how many times as fast Reprise is; the fastest rival in bold.',
    speedTable(result, (measured, ratio) => `${ms(measured.ms)}, ${ratio}`),
    bars(result),
    ...lenet5(result),
    '## Share of the matrix product’s rate',
    shareTable(result),
    '## Start-up, memory, prediction',
    'Reprise / TensorFlow.js / Keras / PyTorch / JAX; prediction with the fastest setting.',
    resourceTable(result),
    ...leftOut(result),
  ].join('\n\n');

/** All settings that were measured. One 1.5 times slower than the best of its framework has one round. */
export const everySetting = (result: BenchResult): string => `## Every setting\n\n${settingsTable(result)}`;

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
