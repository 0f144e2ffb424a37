import { constants } from 'node:os';
import { isAlive } from './is-alive';

/** How often a task checks that its Nx is alive, in milliseconds. */
const INTERVAL = 1000;

/**
 * Makes SIGINT, SIGTERM and SIGHUP end this process cleanly: it prints one line to standard error and calls
 * `process.exit` with 128 plus the signal's number (130 for Ctrl+C), so that locks and temporary folders are removed. For
 * the main file of a task, not for libraries. A signal waits while synchronous code runs.
 *
 * The end of the Nx that runs the task (`REPRISE_NX`, set by tools/nx-plugin.js) counts as SIGHUP: a killed Nx does not end
 * its tasks.
 *
 * @param message returns the line; called when the signal arrives
 * @example endOnSignal(() => 'data:urls: stopped; run the same command again');
 */
export function endOnSignal(message: () => string): void {
  const end = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void => {
    // A progress bar leaves the cursor at the end of its row.
    console.error(process.stderr.isTTY ? `\n${message()}` : message());
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(signal));

  const nx = Number(process.env['REPRISE_NX']);
  if (!(nx > 0)) return;
  const parent = process.ppid; // Nx, or the shell that it starts
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(nx)) end('SIGHUP');
  }, INTERVAL).unref();
}
