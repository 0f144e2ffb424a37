import { constants } from 'node:os';
import { isAlive } from './is-alive';

/** How often a task looks whether its Nx still lives, in milliseconds. */
const LOOK = 1000;

/**
 * From now on SIGINT, SIGTERM and SIGHUP end this process in order: one line on standard error, then `process.exit` with
 * 128 plus the signal's number (130 for Ctrl+C), upon which locks are released and half-built folders removed. For the
 * main file of a task, never for a library. Work that does not let the event loop run delays it.
 *
 * The end of the Nx that runs the task (`REPRISE_NX`, which tools/nx-plugin.js sets) counts as SIGHUP: a killed Nx leaves
 * its tasks behind, and a task nobody waits for would go on for minutes.
 *
 * @param say what is kept and how to go on, asked for when the signal comes
 * @example endOnSignal(() => 'data:urls: stopped; run the same command again');
 */
export function endOnSignal(say: () => string): void {
  const end = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP'): void => {
    // A progress bar leaves the cursor at its end.
    console.error(process.stderr.isTTY ? `\n${say()}` : say());
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end(signal));

  const nx = Number(process.env['REPRISE_NX']);
  if (!(nx > 0)) return;
  const parent = process.ppid; // Nx, or the shell that it starts
  setInterval(() => {
    if (process.ppid !== parent || !isAlive(nx)) end('SIGHUP');
  }, LOOK).unref();
}
