import { type Inputs, useEffect, useState } from 'preact/hooks';

/** The answer to the latest question; while `busy`, `value` answers an older one or is a first part. */
export interface Answer<T> {
  value?: T;
  busy: boolean;
  /** Why there is no answer. */
  why?: string;
}

/**
 * Computes asynchronously, again whenever the inputs change; answers to older inputs are ignored.
 * @param compute may show a first part of its answer, and stops early when the signal is aborted; undefined when there is nothing
 * to compute
 */
export function useAnswer<T>(
  compute: ((signal: AbortSignal, show: (part: T) => void) => Promise<T>) | undefined,
  inputs: Inputs,
): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { to?: Inputs }>({ busy: true });
  useEffect(() => {
    if (compute === undefined) return setAnswer({ busy: false, to: inputs });
    const latest = new AbortController();
    const show = (next: Answer<T>): void => {
      if (!latest.signal.aborted) setAnswer({ ...next, to: inputs });
    };
    compute(latest.signal, (value) => show({ value, busy: true })).then(
      (value) => show({ value, busy: false }),
      (error: Error) => show({ busy: false, why: error.message }),
    );
    return () => latest.abort();
  }, inputs);
  const { to, busy, ...rest } = answer;
  const answers = to?.every((input, i) => Object.is(input, inputs[i])) ?? false;
  return { ...rest, busy: compute !== undefined && (busy || !answers) };
}
