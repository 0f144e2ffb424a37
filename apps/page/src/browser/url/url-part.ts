import { tokenize } from '@reprise/data/tokenize';
import type { PageData, PageModel } from '../../page-data';
import { CardGroup } from '../dom/card-group';
import { byId, element } from '../dom/element';
import type { Answer } from '../models/messages';
import type { Models } from '../models/models';
import { refusal } from './characters';
import { UrlCard } from './url-card';

/** The notebook's two. */
const EXAMPLES = ['.btscene2.com', 'www.yahoo.com'];
/** Milliseconds without a key before a typed URL is classified. */
const TYPING_MS = 200;

/** The part of the page that classifies URLs. */
export class UrlPart extends CardGroup<UrlCard> {
  readonly #input = byId('url', HTMLInputElement);
  readonly #refusal = byId('url-refusal', HTMLElement);
  readonly #models: Models;
  #url: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(data: PageData, models: Models) {
    const entries = data.models.filter(({ name }) => name === 'birnn' || name === 'cnn-lstm');
    const cards = new Map(entries.map((entry) => [entry.name, new UrlCard(entry, data.command)]));
    super(cards, byId('url-cards', HTMLElement), byId('url-summary', HTMLElement));
    this.#models = models;
    // A browser may restore the input after a reload.
    this.#input.value ||= EXAMPLES[0];
    this.#url = this.#input.value;

    this.#input.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#classify(false), TYPING_MS);
    });
    const form = byId('url-form', HTMLFormElement);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#classify(true);
    });
    for (const example of EXAMPLES) {
      const button = element('button', { type: 'button' }, example);
      button.addEventListener('click', () => {
        this.#input.value = example;
        this.#classify(true);
      });
      form.querySelector('.examples')?.append(button);
    }
  }

  /** @param sent by Enter or a button; while typing, nothing is announced and an empty field is no error */
  #classify(sent: boolean): void {
    clearTimeout(this.#timer);
    this.#url = this.#input.value;
    this.#refusal.textContent = (sent || this.#url !== '' ? refusal(this.#url) : undefined) ?? '';
    this.#input.setAttribute('aria-invalid', String(this.#refusal.textContent !== ''));
    this.askAll(sent);
  }

  protected ask(model: PageModel): boolean {
    if (refusal(this.#url) !== undefined) {
      this.cards.get(model)!.clear();
      return false;
    }
    this.#models.ask(model, { kind: 'url', tokens: tokenize(this.#url) });
    return true;
  }

  protected show(answer: Answer): boolean {
    const card = this.cards.get(answer.model)!;
    if (answer.kind === 'probability') card.showVerdict(this.#url, answer.probability);
    if (answer.kind === 'weights') card.showWeights(answer.weights);
    return answer.kind === 'weights';
  }
}
