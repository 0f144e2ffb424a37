import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

/** Waits for a program's end and hands it the signals that come meanwhile. @returns its status; 128 and a signal's number */
export async function statusOf(child: ChildProcess): Promise<number> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const hand = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of signals) process.on(signal, hand);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + constants.signals[signal ?? 'SIGTERM'];
  } finally {
    for (const signal of signals) process.off(signal, hand);
  }
}
