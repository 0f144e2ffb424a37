import type { ModelEntry } from '../page-data';
import { element } from './element';

/** A model's place on the page, which says what became of the model. */
export interface Card {
  root: HTMLElement;
  /** Where the model's answers go. */
  body: HTMLElement;
  /** Says that an answer is under way, or is not. */
  busy(is: boolean): void;
  /** Says that the model is there, and shows the body. */
  ready(): void;
  /** Says that the model could not be loaded. */
  failed(why: string): void;
}

/** Commands, a line each, which break between words alone: a hyphen is no place for it. */
const shell = (...lines: string[]): HTMLElement =>
  element(
    'pre',
    {},
    element(
      'code',
      {},
      ...lines.flatMap((line, i) => [
        i > 0 ? '\n' : '',
        ...line.split(' ').flatMap((word, at) => [at > 0 ? ' ' : '', element('span', {}, word)]),
      ]),
    ),
  );

/** @param command that builds the page again */
export function card(model: ModelEntry, command: string): Card {
  const title = element('h3', { id: `card-${model.name}` }, model.title);
  const body = element('div', { hidden: '' });
  const note = element('div', { class: 'wait' }, 'Loading the model…');
  const root = element(
    'article',
    {
      class: 'card',
      'aria-labelledby': title.id,
      'data-model': model.name,
      'data-state': 'loading',
      'aria-busy': 'true',
    },
    title,
    note,
    body,
  );
  const say = (state: string, ...children: (Node | string)[]): void => {
    root.dataset.state = state;
    root.setAttribute('aria-busy', 'false');
    note.className = state;
    note.replaceChildren(...children);
  };
  if (model.state === 'missing')
    say(
      'missing',
      element('p', {}, element('strong', {}, 'This model is missing. '), model.why),
      element('p', {}, 'Make it, and build the page again:'),
      shell(model.command, command),
    );
  return {
    root,
    body,
    busy: (is) => root.setAttribute('aria-busy', String(is)),
    ready: () => {
      root.dataset.state = 'ready';
      note.hidden = true;
      body.hidden = false;
    },
    failed: (why) =>
      say(
        'missing',
        element('p', {}, element('strong', {}, 'This model could not be loaded. '), why),
        element('p', {}, 'Reload the page; if that does not help, build it again:'),
        shell(command),
      ),
  };
}
