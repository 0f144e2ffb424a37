import type { ModelEntry } from '../../page-data';
import { element } from './element';

/** What a card shows of an answer. */
export interface View {
  /** As a sentence, for screen readers. */
  summary: string;
  body: Node[];
  /** True when more of the answer follows. */
  partial?: boolean;
}

/** A model's place on the page. */
export class Card {
  readonly root: HTMLElement;
  /** The answer as a sentence; empty when there is none. */
  summary = '';
  loaded = false;
  #asked = 0;

  /** @param command builds the page */
  constructor(
    readonly model: ModelEntry,
    readonly command: string,
  ) {
    const title = element('h3', { id: `card-${model.name}` }, model.title);
    const attributes = { class: 'card', 'aria-labelledby': title.id, 'aria-busy': 'true', 'data-model': model.name };
    this.root = element('article', attributes, title);
    this.wait('Loading the model…');
    if (model.state === 'missing') {
      const commands = `${model.command}\n${command}`;
      this.#explain('This model is missing. ', model.why, 'Train it, then build the page again:', commands);
    }
  }

  /** Id of the question whose answer is on its way; 0 when there is none. */
  get asked(): number {
    return this.#asked;
  }
  set asked(id: number) {
    this.#asked = id;
    this.root.setAttribute('aria-busy', String(id !== 0));
  }

  show({ summary, body }: View): void {
    this.summary = summary;
    this.root.replaceChildren(this.root.children[0], ...body);
  }

  /** Shows why there is no answer yet. */
  wait(why: string): void {
    this.show({ summary: '', body: [element('p', { class: 'wait' }, why)] });
  }

  /** Shows why the model cannot answer. */
  failed(why: string): void {
    const todo = 'Reload the page. If that does not help, build it again:';
    this.#explain('This model could not be loaded. ', why, todo, this.command);
  }

  #explain(what: string, why: string, todo: string, commands: string): void {
    this.asked = 0;
    const reason = element('p', {}, element('strong', {}, what), why);
    const code = element('pre', {}, element('code', {}, commands));
    this.show({ summary: '', body: [element('div', { class: 'missing' }, reason, element('p', {}, todo), code)] });
  }
}
