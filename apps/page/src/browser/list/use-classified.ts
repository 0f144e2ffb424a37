import { URL_LENGTH } from '@reprise/data/tokenize';
import type { UrlModel } from '@reprise/text/verdict';
import { useEffect, useRef, useState } from 'preact/hooks';
import { models } from '../models/models';
import { classifyList } from './classify-list';
import type { ListRow } from './list-rows';

interface Progress {
  /** Rows that are classified or refused. */
  done: number;
  /** Also while the models are loaded. */
  running: boolean;
  /** Why it ended early. */
  why?: string;
}

/**
 * Classifies rows as soon as the models are loaded; the component renders again after each batch.
 * @param rows get their probabilities
 * @param loaded the models to ask; undefined until they are loaded
 * @returns `stop` ends it after the current batch
 */
export function useClassified(
  rows: readonly ListRow[],
  loaded: readonly UrlModel[] | undefined,
): Progress & { stop: () => void } {
  const [progress, setProgress] = useState<Progress>({ done: 0, running: true });
  const control = useRef(new AbortController());
  const ready = loaded !== undefined;
  useEffect(() => {
    const own = (control.current = new AbortController());
    let shown = true;
    const show = (next: Progress): void => {
      if (shown) setProgress(next);
    };
    let done = 0;
    const run = async (): Promise<void> => {
      const ask = (model: UrlModel, tokens: Int32Array) => models().logits(model, tokens, URL_LENGTH);
      for await (done of classifyList(rows, loaded ?? [], ask)) {
        if (own.signal.aborted) break;
        show({ done, running: true });
      }
      show({ done, running: false });
    };
    if (ready) run().catch((error: Error) => show({ done, running: false, why: error.message }));
    return () => {
      shown = false;
      own.abort();
    };
  }, [rows, ready]);
  return { ...progress, stop: () => control.current.abort() };
}
