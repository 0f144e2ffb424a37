import type { ModelEntry } from '../../page-data';
import { element } from './element';

/** A model's place on the page. */
export class Card {
  readonly root: HTMLElement;
  /** Holds the model's answer. */
  readonly body = element('div', { hidden: '' });
  /** The answer as a sentence, for screen readers; empty when there is none. */
  summary = '';
  readonly #note = element('div', { class: 'wait' }, 'Loading the model…');

  /** @param command builds the page */
  constructor(
    readonly model: ModelEntry,
    readonly command: string,
  ) {
    const title = element('h3', { id: `card-${model.name}` }, model.title);
    const attributes = { class: 'card', 'aria-labelledby': title.id, 'aria-busy': 'true' };
    this.root = element('article', { ...attributes, 'data-model': model.name }, title, this.#note, this.body);
    if (model.state === 'missing')
      this.#explain(
        'This model is missing. ',
        model.why,
        'Train it, then build the page again:',
        `${model.command}\n${command}`,
      );
  }

  /** Shows whether an answer is on its way. */
  busy(is: boolean): void {
    this.root.setAttribute('aria-busy', String(is));
  }

  /** Shows the body: the model is loaded. */
  ready(): void {
    this.#note.hidden = true;
    this.body.hidden = false;
  }

  /** Shows why the model could not be loaded. */
  failed(why: string): void {
    const todo = 'Reload the page. If that does not help, build it again:';
    this.#explain('This model could not be loaded. ', why, todo, this.command);
  }

  #explain(what: string, why: string, todo: string, commands: string): void {
    this.busy(false);
    this.#note.className = 'missing';
    this.#note.replaceChildren(
      element('p', {}, element('strong', {}, what), why),
      element('p', {}, todo),
      element('pre', {}, element('code', {}, commands)),
    );
  }
}
