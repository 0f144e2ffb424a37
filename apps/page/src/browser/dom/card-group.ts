import type { PageData, PageModel } from '../../page-data';
import type { Answer, Input, PictureResult, Question, UrlResult } from '../models/messages';
import { Card, type View } from './card';
import { byId } from './element';

/** Sends a question to the worker. */
export type Send = (question: Question) => void;

/** A part of the page: models that answer about the same input. */
interface Part<Result> {
  /** `NAME-cards` in index.html gets the cards; `NAME-summary`, a live region, is what screen readers announce. */
  name: 'url' | 'picture';
  models: readonly PageModel[];
  /** What to ask the models, or why there is nothing to ask. */
  input(): Input | string;
  /** What a model's card shows of an answer about the current input. */
  view(result: Result, title: string): View;
}

let questions = 0;

/** The cards of a part's models. */
export class CardGroup<Result extends UrlResult | PictureResult> {
  readonly #cards: ReadonlyMap<PageModel, Card>;
  readonly #summary: HTMLElement;
  /** Whether the next answers are announced to screen readers. */
  #announce = false;

  constructor(
    readonly part: Part<Result>,
    { models, command }: PageData,
    readonly send: Send,
  ) {
    const shown = models.filter(({ name }) => part.models.includes(name));
    this.#cards = new Map(shown.map((model) => [model.name, new Card(model, command)]));
    this.#summary = byId(`${part.name}-summary`, HTMLElement);
    byId(`${part.name}-cards`, HTMLElement).append(...Array.from(this.#cards.values(), ({ root }) => root));
  }

  /** Asks all loaded models about the current input. */
  askAll(announce: boolean): void {
    this.#announce = announce;
    this.#summary.textContent = '';
    for (const card of this.#cards.values()) if (card.loaded) this.#ask(card);
  }

  #ask(card: Card): void {
    const input = this.part.input();
    if (typeof input === 'string') {
      card.asked = 0;
      card.wait(input);
    } else {
      card.asked = ++questions;
      this.send({ ...input, model: card.model.name, id: card.asked });
    }
  }

  /** Takes an answer; those of another part's models and those to older questions are ignored. */
  answered(answer: Answer): void {
    const card = this.#cards.get(answer.model);
    if (card === undefined) return;
    if (answer.kind === 'failed') card.failed(answer.why);
    else if (answer.kind === 'loaded') {
      card.loaded = true;
      this.#ask(card);
    } else if (answer.id === card.asked) {
      const view = this.part.view(answer as Result, card.model.title);
      card.show(view);
      if (view.partial) return;
      card.asked = 0;
      const cards = [...this.#cards.values()];
      if (this.#announce && cards.every(({ asked }) => asked === 0))
        this.#summary.textContent = cards.flatMap(({ summary }) => summary || []).join(' ');
    }
  }
}
