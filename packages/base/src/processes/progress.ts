/** What a progress line counts. Bytes are shown in MB. */
type Unit = 'bytes' | 'images' | 'samples' | 'rows';

export interface Progress {
  /** @param value how many are done in all @param note shown beside it, such as the loss */
  update(value: number, note?: string): void;
  /** Ends the line. Call it also if the work fails. */
  done(note?: string): void;
}

export interface ProgressOptions {
  /** How many an earlier run did, which do not count for the rate; 0 by default. */
  from?: number;
  /** How many come after `total`, such as the samples of later epochs: the line also says how long all will take. */
  after?: number;
  /** Whether `after` may turn out smaller. */
  atMost?: boolean;
}

/** Cells of a bar. */
const BAR = { fewest: 5, most: 24 };
/** Milliseconds between two lines, and between two redraws in a terminal. */
const LINES = 5000;
const REDRAWS = 200;

const duration = (s: number): string =>
  Number.isFinite(s) ? (s < 90 ? `${Math.ceil(s)} s` : `${Math.ceil(s / 60)} min`) : '?';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const join = (label: string, ...parts: string[]): string =>
  `${label}  ${parts.filter((part) => part !== '').join(', ')}`;

/**
 * A progress line on standard error with rate and time left: a bar that is redrawn in a terminal; in CI, outside a terminal and
 * if Nx may run several tasks in it (`NX_PARALLEL`), a plain line every five seconds.
 *
 * @param total how many there are; 0 if unknown
 * @example
 * const progress = startProgress('lenet epoch 3/10', 60000, 'samples', { after: 7 * 60000 });
 * progress.update(27000, 'loss 0.2345'); // lenet epoch 3/10  45 %, 27000 samples, 9000/s, loss 0.2345, 4 s left, 51 s in all
 * progress.done();
 */
export function startProgress(
  label: string,
  total: number,
  unit: Unit,
  { from = 0, after = 0, atMost = false }: ProgressOptions = {},
): Progress {
  const { CI, NX_PARALLEL } = process.env;
  const inTerminal = process.stderr.isTTY === true && !CI && !(Number(NX_PARALLEL) > 1);
  const interval = inTerminal ? REDRAWS : LINES;
  const started = Date.now();
  let drawn = started;
  let value = from;
  let note = '';
  const draw = (): void => {
    drawn = Date.now();
    const perSecond = (value - from) / Math.max((drawn - started) / 1000, 1e-3);
    const share = total > 0 ? `${Math.floor((100 * value) / total)} %` : '';
    const amount = unit === 'bytes' ? megabytes(value) : `${Math.round(value)} ${unit}`;
    const rate = `${unit === 'bytes' ? megabytes(perSecond) : Math.round(perSecond)}/s`;
    const left = [
      value < total ? `${duration((total - value) / perSecond)} left` : '',
      after > 0 ? `${atMost ? 'at most ' : ''}${duration((total - value + after) / perSecond)} in all` : '',
    ];
    const long = join(label, share, amount, rate, note, ...left);
    if (!inTerminal) return console.error(long);

    // One row, since a wrapped row cannot be redrawn: amount, bar and rate are left out first.
    const width = (process.stderr.columns || 80) - 1; // some terminals wrap in the last column
    const middle = join(label, share, rate, note, ...left);
    const short = join(label, share, note, ...left);
    const text = long.length + BAR.fewest < width ? long : middle.length <= width ? middle : short;
    const cells = Math.min(BAR.most, width - text.length - 1);
    const full = total > 0 ? Math.round(cells * Math.min(1, value / total)) : 0;
    const bar = cells < BAR.fewest ? '' : `${'█'.repeat(full)}${'░'.repeat(cells - full)} `;
    process.stderr.write(`\u001b[1G${(bar + text).slice(0, Math.max(0, width))}\u001b[K`); // column 1; clears the rest
  };
  const timer = setInterval(draw, interval);
  timer.unref();
  return {
    update(now, say = note) {
      [value, note] = [now, say];
      // The timer does not run while synchronous code does.
      if (Date.now() - drawn > 2 * interval) draw();
    },
    done(say = note) {
      clearInterval(timer);
      note = say;
      draw();
      if (inTerminal) process.stderr.write('\n');
    },
  };
}
