import { useEffect, useState } from 'preact/hooks';

/** What a repeated request has brought. */
export interface Polled<T> {
  /** The last answer; undefined before the first one. */
  value?: T;
  /** Why the last request failed: `missing` if the server has nothing of that name, `unreachable` if it gave no answer. */
  problem?: 'missing' | 'unreachable';
}

/** Milliseconds between requests. */
const EVERY = 1000;
/** The same while the server does not answer. */
const SLOWLY = 5000;

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Requests a file again and again while the page is visible, until the server says that it does not exist.
 * @param read the same function in each rendering
 */
export function usePoll<T>(address: string, read: (response: Response) => Promise<T>): Polled<T> {
  const [polled, setPolled] = useState<Polled<T>>({});
  useEffect(() => {
    let over = false;
    const change = (next: (before: Polled<T>) => Polled<T>): void => {
      if (!over) setPolled(next);
    };
    const follow = async (): Promise<void> => {
      for (let pause = EVERY; !over; await sleep(pause)) {
        if (document.hidden) continue;
        try {
          const response = await fetch(address, { cache: 'no-store' });
          if (response.status === 404) return change(() => ({ problem: 'missing' }));
          if (!response.ok) throw new Error(response.statusText);
          const value = await read(response);
          change(() => ({ value }));
          pause = EVERY;
        } catch {
          change(({ value }) => ({ value, problem: 'unreachable' }));
          pause = SLOWLY;
        }
      }
    };
    change(() => ({}));
    void follow();
    return () => void (over = true);
  }, [address]);
  return polled;
}
