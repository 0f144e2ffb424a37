import type { PageModel } from '../../page-data';
import type { Answer, Input, Question } from './messages';

/** The models, which run in a worker. */
export interface Models {
  load(model: PageModel, path: string): void;
  /** Asks a loaded model; answers to its older questions are dropped. */
  ask(model: PageModel, input: Input): void;
}

/**
 * @param onAnswer called with each answer, except those to outdated questions
 * @param onCrash called with the reason when the worker cannot run
 */
export function startModels(onAnswer: (answer: Answer) => void, onCrash: (why: string) => void): Models {
  const worker = new Worker('worker.js');
  const latest = new Map<PageModel, number>();
  let count = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    if (!('id' in data) || data.id === latest.get(data.model)) onAnswer(data);
  });
  worker.addEventListener('error', (event) => onCrash(event.message || 'worker.js could not be loaded.'));
  const send = (question: Question): void => worker.postMessage(question);
  return {
    load: (model, path) => send({ kind: 'load', model, path }),
    ask: (model, input) => {
      latest.set(model, ++count);
      send({ ...input, model, id: count });
    },
  };
}
