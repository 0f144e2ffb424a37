import type { PageModel } from '../page-data';
import type { Answer, Question } from './messages';

/** The models, which live in a worker. */
export interface Models {
  load(model: PageModel, path: string): void;
  /** Asks a loaded model; the answer to an older question of it is not told any more. */
  askUrl(model: PageModel, tokens: Int32Array): void;
  askPicture(model: PageModel, picture: Uint8Array): void;
}

/**
 * @param onAnswer gets what is new, and nothing that a newer question made old
 * @param onCrash gets why there is no worker
 */
export function models(onAnswer: (answer: Answer) => void, onCrash: (why: string) => void): Models {
  const worker = new Worker('worker.js');
  const latest = new Map<PageModel, number>();
  let asked = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    if (!('id' in data) || data.id === latest.get(data.model)) onAnswer(data);
  });
  worker.addEventListener('error', (event) => onCrash(event.message || 'worker.js could not be loaded.'));
  const send = (question: Question): void => worker.postMessage(question);
  const next = (model: PageModel): number => {
    latest.set(model, ++asked);
    return asked;
  };
  return {
    load: (model, path) => send({ kind: 'load', model, path }),
    askUrl: (model, tokens) => send({ kind: 'url', model, id: next(model), tokens }),
    askPicture: (model, picture) => send({ kind: 'picture', model, id: next(model), picture }),
  };
}
