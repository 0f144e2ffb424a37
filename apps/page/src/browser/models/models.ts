import { type Remote, wrap } from 'comlink';
import { useEffect, useState } from 'preact/hooks';
import type { ModelEntry } from '../../page-data';
import type { ModelCalls } from './worker';

let started: Remote<ModelCalls> | undefined;
/** Rejects when the worker cannot be loaded: Comlink would wait forever. */
let broken: Promise<never> | undefined;

/** The worker that runs the models; it starts when it is first needed. */
export function models(): Remote<ModelCalls> {
  if (started) return started;
  const worker = new Worker('worker.js', { type: 'module' });
  broken = new Promise((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('worker.js could not be loaded.')), { once: true });
  });
  return (started = wrap<ModelCalls>(worker));
}

/** Whether a model can be asked: `missing` says that the build had none. */
export type ModelState = { state: 'loading' | 'ready' | 'missing' } | { state: 'failed'; why: string };

/** Loads a model when a component first shows it. */
export function useModel(entry: ModelEntry): ModelState {
  const [state, setState] = useState<ModelState>({ state: entry.state === 'ready' ? 'loading' : 'missing' });
  useEffect(() => {
    if (entry.state !== 'ready') return;
    const loading = models().load(entry.name, entry.model);
    Promise.race([loading, broken]).then(
      () => setState({ state: 'ready' }),
      (error: Error) => setState({ state: 'failed', why: error.message }),
    );
  }, [entry]);
  return state;
}
