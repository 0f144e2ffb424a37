import { SingleBar } from 'cli-progress';

/** What a progress line counts. Bytes are shown in MB. */
export type Unit = 'bytes' | 'images' | 'samples' | 'rows';

export interface Progress {
  /** @param value how many are done in all @param note what to say beside it, such as the loss */
  update(value: number, note?: string): void;
  /** Ends the line; to be called also when the work fails. */
  done(note?: string): void;
}

export interface ProgressOptions {
  /** How many were done before, by an earlier run; the rate passes over them. */
  from?: number;
  /** How many come after `total`, such as the samples of later epochs: the line says how long all will take. */
  after?: number;
  /** Whether `after` may turn out to be less. */
  atMost?: boolean;
}

/** Cells of a bar. */
const BAR = { fewest: 5, most: 24 };

const seconds = (s: number): string =>
  Number.isFinite(s) ? (s < 90 ? `${Math.ceil(s)} s` : `${Math.ceil(s / 60)} min`) : '?';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** What a line says, piece by piece; an empty one is passed over. */
interface Pieces {
  share: string;
  amount: string;
  rate: string;
  note: string;
  left: string;
}

const join = (label: string, pieces: string[]): string =>
  `${label}  ${pieces.filter((piece) => piece !== '').join(', ')}`;

/** One row of a terminal: a row that wraps could not be drawn anew. What matters least goes first: amount, bar, rate. */
function row(label: string, { share, amount, rate, note, left }: Pieces, done: number, columns: number): string {
  const width = columns - 1; // in the last column some terminals wrap already
  const long = join(label, [share, amount, rate, note, left]);
  const middle = join(label, [share, rate, note, left]);
  const text =
    long.length + BAR.fewest < width ? long : middle.length <= width ? middle : join(label, [share, note, left]);
  const cells = Math.min(BAR.most, width - text.length - 1);
  if (cells < BAR.fewest) return text.slice(0, Math.max(0, width));
  const full = Math.round(cells * Math.min(1, done));
  return `${'█'.repeat(full)}${'░'.repeat(cells - full)} ${text}`;
}

/**
 * A progress line with rate and time left, on standard error: a bar that is drawn anew in a terminal, no wider than it, and
 * a plain line every five seconds elsewhere and in CI. It tells what happens and nothing depends on it.
 *
 * @param total how many there are; 0 where nobody knows
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
  const started = Date.now();
  let value = from;
  let note = '';
  const pieces = (): Pieces => {
    const elapsed = (Date.now() - started) / 1000;
    const rate = (value - from) / Math.max(elapsed, 1e-3);
    const left = [
      ...(value < total ? [`${seconds((total - value) / rate)} left`] : []),
      ...(after > 0 ? [`${atMost ? 'at most ' : ''}${seconds((total - value + after) / rate)} in all`] : []),
    ];
    return {
      share: total > 0 ? `${Math.floor((100 * value) / total)} %` : '',
      amount: unit === 'bytes' ? megabytes(value) : `${Math.round(value)} ${unit}`,
      rate: `${unit === 'bytes' ? megabytes(rate) : Math.round(rate)}/s`,
      note,
      left: left.join(', '),
    };
  };
  if (process.stderr.isTTY !== true || process.env['CI']) {
    const line = (): string => {
      const { share, amount, rate, note, left } = pieces();
      return join(label, [share, amount, rate, note, left]);
    };
    const timer = setInterval(() => console.error(line()), 5000);
    timer.unref();
    return {
      update: (now, say) => ((value = now), (note = say ?? note)),
      done: (say) => {
        clearInterval(timer);
        note = say ?? note;
        console.error(line());
      },
    };
  }
  const bar = new SingleBar({
    stream: process.stderr,
    fps: 5,
    // The terminal's own settings (cursor, wrapping) stay: a process that is ended could not put them back.
    hideCursor: false,
    linewrap: true,
    format: () => row(label, pieces(), total > 0 ? value / total : 0, process.stderr.columns || 80),
  });
  bar.start(total, from);
  return {
    update: (now, say) => {
      value = now;
      note = say ?? note;
      bar.update(now);
    },
    done: (say) => {
      note = say ?? note;
      bar.update(value);
      bar.stop();
    },
  };
}
