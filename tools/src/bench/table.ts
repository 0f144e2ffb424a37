import { type Bar, compare, judge } from './compare';
import type { BenchResult, FitResult, Measured, Spread } from './result';

const row = (cells: (string | number)[]): string => `| ${cells.join(' | ')} |`;
const head = (cells: string[]): string[] => [row(cells), row(cells.map((_, i) => (i === 0 ? '---' : '---:')))];

/** A median with its lowest and highest value. */
const of = ({ median, lowest, highest }: Spread, digits: number): string =>
  `${median.toFixed(digits)} (${lowest.toFixed(digits)}–${highest.toFixed(digits)})`;

const scaled = ({ median, lowest, highest, turns }: Spread, factor: number): Spread => ({
  median: median * factor,
  lowest: lowest * factor,
  highest: highest * factor,
  turns,
});

const times = (ratio: number | undefined): string => (ratio === undefined ? '–' : `${ratio.toFixed(1)} ×`);
const percent = (share: number | undefined): string => (share === undefined ? '–' : `${(100 * share).toFixed(0)} %`);
const ms = (measured: Measured | undefined): string => (measured ? of(measured.ms, 3) : '–');

const BAR_NAMES: Record<keyof Bar, string> = {
  tfjs: 'against TensorFlow.js `fit`',
  keras: 'against Keras as it comes',
  bestKeras: 'against Keras with its best settings',
  share: 'of the matrix product’s rate',
};

/** How many times as fast ours is, and the share of the matrix product's rate, a model a line. */
export function ratioTable(result: BenchResult): string {
  const lines = result.subjects.map((subject) => {
    const { ours, ratios } = compare(subject);
    const cells = [times(ratios.tfjs), times(ratios.keras), times(ratios.bestKeras), percent(ratios.share)];
    return row([`${subject.subject} (${subject.batch_size})`, ours.ms.median.toFixed(3), ...cells]);
  });
  const columns = ['TensorFlow.js `fit`', 'Keras as it comes', 'Keras, best settings', 'matrix product’s rate'];
  return [...head(['ours', 'ms a sample', ...columns]), ...lines].join('\n');
}

/** A result as Markdown tables: speeds, bars, memory and start-up, every setting, growth. */
export function table(result: BenchResult): string {
  const compared = result.subjects.map((subject) => ({ subject, ...compare(subject) }));
  const speed = [
    ...head([
      'ms a training sample',
      'ours',
      'TensorFlow.js `fit`',
      'Keras as it comes',
      'Keras, best',
      'best setting',
    ]),
    ...compared.map(({ subject, ours, tfjs, keras, bestKeras }) =>
      row([
        `${subject.subject} (${subject.batch_size})`,
        `**${ms(ours)}**`,
        ms(tfjs),
        ms(keras),
        ms(bestKeras),
        bestKeras?.contender.replace(/^keras ?/, '') || '–',
      ]),
    ),
  ];
  const bars = [
    ...head(['bar', 'wanted', 'found', '']),
    ...judge(result).map(({ subject, bar, wanted, found, reached }) => {
      const show = bar === 'share' ? percent : times;
      return row([`${subject} ${BAR_NAMES[bar]}`, show(wanted), show(found), reached ? 'reached' : '**not reached**']);
    }),
  ];
  const rest = [
    ...head(['', 'contender', 'start-up, s', 'peak memory, MB', 'predicted rows a second', 'loss at the end']),
    ...result.subjects.flatMap(({ subject, contenders }) =>
      contenders
        .filter(({ contender }) => ['ours', 'tfjs', 'keras'].includes(contender))
        .map(({ contender, startup_ms, peak_mb, predicted, loss }) =>
          row([
            subject,
            contender,
            (startup_ms / 1000).toFixed(1),
            peak_mb,
            predicted ? predicted.median.toFixed(0) : '–',
            loss?.toFixed(4) ?? '–',
          ]),
        ),
    ),
  ];
  rest.push(
    '',
    'A loss is that after the contender’s own last epoch: some train more of them, to warm up and by steps alone.',
  );
  const settings = [
    ...head(['ms a training sample', 'setting of Keras', 'median (lowest–highest)']),
    ...result.subjects.flatMap(({ subject, contenders }) =>
      contenders
        .filter(({ contender }) => contender.startsWith('keras '))
        .map(({ contender, ms: spread }) => row([subject, contender.slice('keras '.length), of(spread, 3)])),
    ),
  ];
  const growth = [
    ...head(['ms a training sample', 'rows', 'batch', 'ours', 'Keras as it comes']),
    ...result.growth
      .filter(({ contender }) => contender === 'ours')
      .map((point) => {
        const same = ({ subject, rows, batch_size }: typeof point): string => `${subject} ${rows} ${batch_size}`;
        const keras = result.growth.find((other) => other.contender === 'keras' && same(other) === same(point));
        const values = [of(point.ms, 3), keras ? of(keras.ms, 3) : '–'];
        return row([point.subject, point.rows, point.batch_size, ...values]);
      }),
  ];
  const shares = [
    ...head(['matrix product’s rate', 'its GFLOP/s', 'whole epochs', 'steps alone', 'steps alone, ms a sample']),
    ...compared
      .filter(({ subject: { flops } }) => flops !== undefined)
      .map(({ subject: { subject, matmul_flops }, ours, ratios, stepsShare }) =>
        row([
          subject,
          of(scaled(matmul_flops, 1e-9), 0),
          percent(ratios.share),
          percent(stepsShare),
          ours.steps_ms ? of(ours.steps_ms, 3) : '–',
        ]),
      ),
  ];
  const sections: [string, string[]][] = [
    ['Milliseconds a training sample', speed],
    ['How many times as fast', ratioTable(result).split('\n')],
    ['Bars', bars],
    ['Share of the matrix product’s rate', shares],
    ['Start-up, memory, prediction, loss', rest],
    ['Every setting of Keras', settings],
    ['How the cost grows', growth],
  ];
  return sections
    .filter(([, lines]) => lines.length > 2)
    .map(([title, lines]) => `## ${title}\n\n${lines.join('\n')}`)
    .join('\n\n');
}

/** `fit` against `model.fit`, a model a line. */
export function fitTable({ models }: FitResult): string {
  const lines = models.map((of) =>
    row([
      of.model,
      of.model_fit_ms.toFixed(2),
      of.fit_ms.toFixed(2),
      times(of.model_fit_ms / of.fit_ms),
      `${Math.round(of.compile_ms)} ms`,
      of.loss_difference === undefined ? 'draws noise' : of.loss_difference.toExponential(0),
    ]),
  );
  const columns = ['`model.fit`, ms a step', '`fit`, ms a step', 'times as fast', 'to compile', 'losses differ by'];
  return [...head(['model', ...columns]), ...lines].join('\n');
}
