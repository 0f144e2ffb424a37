import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

/**
 * Waits for a program's end and hands it the signals that come meanwhile.
 * @returns its own status, or 128 and the number of the signal that ended it or that came for it
 */
export async function statusOf(child: ChildProcess): Promise<number> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let stoppedBy: NodeJS.Signals | null = null;
  const hand = (signal: NodeJS.Signals): void => {
    stoppedBy = signal;
    child.kill(signal); // Ctrl+C reaches it by itself, a signal to this process alone does not
  };
  for (const signal of signals) process.on(signal, hand);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    const ended = stoppedBy ?? signal;
    return ended === null ? (code as number) : 128 + constants.signals[ended];
  } finally {
    for (const signal of signals) process.off(signal, hand);
  }
}
