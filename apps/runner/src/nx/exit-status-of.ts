import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

/**
 * Waits for a child process to end and forwards signals to it meanwhile.
 * @returns its exit status, or 128 plus the number of the signal that ended it or was forwarded
 */
export async function exitStatusOf(child: ChildProcess): Promise<number> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let forwarded: NodeJS.Signals | null = null;
  const forward = (signal: NodeJS.Signals): void => {
    forwarded = signal;
    child.kill(signal); // Ctrl+C reaches the child anyway, a signal to this process alone does not
  };
  for (const signal of signals) process.on(signal, forward);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    const endedBy = forwarded ?? signal;
    return endedBy === null ? (code as number) : 128 + constants.signals[endedBy];
  } finally {
    for (const signal of signals) process.off(signal, forward);
  }
}
