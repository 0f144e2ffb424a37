import type { PageModel } from '../../page-data';
import type { Answer } from '../models/messages';
import type { Card } from './card';

/** The cards of models that answer about the same input. */
export abstract class CardGroup<Kind extends Card> {
  readonly #ready = new Set<PageModel>();
  readonly #pending = new Set<PageModel>();
  /** Whether the next answers are announced to screen readers. */
  #announce = false;

  /**
   * @param place gets the cards
   * @param summary a live region for what is announced
   */
  constructor(
    readonly cards: ReadonlyMap<PageModel, Kind>,
    place: HTMLElement,
    readonly summary: HTMLElement,
  ) {
    place.append(...[...cards.values()].map(({ root }) => root));
  }

  /** Asks one model about the current input. @returns false when there is nothing to ask */
  protected abstract ask(model: PageModel): boolean;
  /** Shows an answer. @returns whether it completes the model's answers */
  protected abstract show(answer: Answer): boolean;

  /** Asks all loaded models about the current input. */
  protected askAll(announce: boolean): void {
    this.#announce = announce;
    this.summary.textContent = '';
    for (const model of this.#ready) this.#ask(model);
  }

  #ask(model: PageModel): void {
    const asked = this.ask(model);
    if (asked) this.#pending.add(model);
    else this.#pending.delete(model);
    this.cards.get(model)!.busy(asked);
  }

  /** Takes an answer of one of the models. */
  answered(answer: Answer): void {
    const { model } = answer;
    const card = this.cards.get(model)!;
    if (answer.kind === 'failed') card.failed(answer.why);
    else if (answer.kind === 'loaded') {
      card.ready();
      this.#ready.add(model);
      this.#ask(model);
    } else if (this.#pending.has(model) && this.show(answer)) {
      this.#pending.delete(model);
      card.busy(false);
      if (this.#announce && this.#pending.size === 0)
        this.summary.textContent = [...this.cards.values()].flatMap(({ summary }) => summary || []).join(' ');
    }
  }
}
