import { constants } from 'node:os';

/**
 * From now on SIGINT, SIGTERM and SIGHUP end this process in order: one line on standard error, then `process.exit` with
 * 128 plus the signal's number (130 for Ctrl+C), upon which locks are released and half-built folders removed. For the
 * main file of a task, never for a library. Work that does not let the event loop run delays it.
 *
 * @param say what is kept and how to go on, asked for when the signal comes
 * @example endOnSignal(() => 'data:urls: stopped; run the same command again');
 */
export function endOnSignal(say: () => string): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      // A progress bar leaves the cursor at its end.
      console.error(process.stderr.isTTY ? `\n${say()}` : say());
      process.exit(128 + constants.signals[signal]);
    });
}
