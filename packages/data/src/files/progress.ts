import { SingleBar } from 'cli-progress';

/** What a progress line counts. Bytes are shown in MB. */
export type Unit = 'bytes' | 'images' | 'samples' | 'rows';

export interface Progress {
  /** @param value how many are done in all @param note what to say beside it, such as the loss */
  update(value: number, note?: string): void;
  /** Ends the line. */
  done(note?: string): void;
}

const seconds = (s: number): string =>
  Number.isFinite(s) ? (s < 90 ? `${Math.ceil(s)} s` : `${Math.ceil(s / 60)} min`) : '?';

const amount = (value: number, unit: Unit): string =>
  unit === 'bytes' ? `${(value / 1e6).toFixed(1)} MB` : `${Math.round(value)} ${unit}`;

/**
 * A progress line with rate and time left, on standard error: redrawn in a terminal, a plain line every five seconds
 * elsewhere. It tells what happens and nothing depends on it.
 */
export function startProgress(label: string, total: number, unit: Unit): Progress {
  const terminal = process.stderr.isTTY === true;
  const started = Date.now();
  let value = 0;
  let note = '';
  const line = (): string => {
    const elapsed = (Date.now() - started) / 1000;
    const rate = value / Math.max(elapsed, 1e-3);
    const share = total > 0 ? `${Math.floor((100 * value) / total)} %` : '';
    const left = value < total ? `, ${seconds((total - value) / rate)} left` : '';
    return `${label}  ${share} ${amount(value, unit)}, ${amount(rate, unit)}/s${left}${note && `, ${note}`}`;
  };
  if (!terminal) {
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
    clearOnComplete: false,
    hideCursor: true,
    format: (_, state) => {
      const width = 24;
      const full = Math.round(width * Math.min(1, state.total > 0 ? state.value / state.total : 1));
      return `${'█'.repeat(full)}${'░'.repeat(width - full)} ${line()}`;
    },
  });
  bar.start(total, 0);
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
