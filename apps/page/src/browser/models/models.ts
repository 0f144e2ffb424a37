import { type Remote, wrap } from 'comlink';
import { useEffect, useState } from 'preact/hooks';
import type { ModelEntry } from '../../page-data';
import type { ModelCalls } from './worker';

let started: Remote<ModelCalls> | undefined;

/** The worker that runs the models; it starts when it is first needed. */
export const models = (): Remote<ModelCalls> =>
  (started ??= wrap<ModelCalls>(new Worker('worker.js', { type: 'module' })));

/** Whether a model can be asked: `missing` says that the build had none. */
export type ModelState = { state: 'loading' | 'ready' | 'missing' } | { state: 'failed'; why: string };

/** Loads a model when a component first shows it. */
export function useModel(entry: ModelEntry): ModelState {
  const [state, setState] = useState<ModelState>({ state: entry.state === 'ready' ? 'loading' : 'missing' });
  useEffect(() => {
    if (entry.state !== 'ready') return;
    models()
      .load(entry.name, entry.model)
      .then(
        () => setState({ state: 'ready' }),
        (error: Error) => setState({ state: 'failed', why: error.message }),
      );
  }, [entry]);
  return state;
}
