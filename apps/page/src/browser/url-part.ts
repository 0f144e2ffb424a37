import { tokenize } from '@reprise/data/tokenize';
import type { PageData, PageModel } from '../page-data';
import { byId } from './by-id';
import { element } from './element';
import type { Models } from './models';
import type { Part } from './part';
import { refusal } from './refusal';
import { urlCard } from './url-card';

/** The notebook's own two. */
const EXAMPLES = ['.btscene2.com', 'www.yahoo.com'];
/** After so long without a key what was typed is asked about; below it, typing would keep the models busy for nothing. */
const QUIET_MS = 200;

/** Builds the part that judges URLs. */
export function urlPart(data: PageData, models: Models): Part {
  const input = byId('url', HTMLInputElement);
  const refused = byId('url-refusal', HTMLElement);
  const summary = byId('url-summary', HTMLElement);
  const entries = data.models.filter(({ name }) => name === 'birnn' || name === 'cnn-lstm');
  const cards = new Map(entries.map((entry) => [entry.name, urlCard(entry, data.command)]));
  byId('url-cards', HTMLElement).append(...[...cards.values()].map(({ root }) => root));

  const ready = new Set<PageModel>();
  const waiting = new Set<PageModel>();
  let url = '';
  /** Somebody asked, and is to be told; who types is not, until the Enter key. */
  let tell = false;

  const ask = (model: PageModel): void => {
    cards.get(model)!.busy(true);
    waiting.add(model);
    models.askUrl(model, tokenize(url));
  };
  const drop = (model: PageModel): void => {
    waiting.delete(model);
    cards.get(model)!.clear();
    cards.get(model)!.busy(false);
  };
  const judge = (aloud: boolean): void => {
    url = input.value;
    tell = aloud;
    const why = refusal(url);
    // An empty field is no mistake until it is sent.
    refused.textContent = why !== undefined && (aloud || url !== '') ? why : '';
    input.setAttribute('aria-invalid', String(refused.textContent !== ''));
    summary.textContent = '';
    for (const model of ready) {
      if (why === undefined) ask(model);
      else drop(model);
    }
  };

  let timer: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => judge(false), QUIET_MS);
  });
  const now = (): void => {
    clearTimeout(timer);
    judge(true);
  };
  const form = byId('url-form', HTMLFormElement);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    now();
  });
  for (const example of EXAMPLES) {
    const button = element('button', { type: 'button' }, example);
    button.addEventListener('click', () => {
      input.value = example;
      now();
    });
    form.querySelector('.examples')?.append(button);
  }
  // A browser may put back what stood there before a reload.
  if (input.value === '') input.value = EXAMPLES[0];
  url = input.value;

  return {
    cards,
    loaded(model) {
      ready.add(model);
      if (refusal(url) === undefined) ask(model);
      else drop(model);
    },
    answered(answer) {
      const shown = cards.get(answer.model)!;
      if (refusal(url) !== undefined) return;
      if (answer.kind === 'probability') shown.showVerdict(url, answer.probability);
      if (answer.kind !== 'weights') return;
      shown.showWeights(answer.weights);
      shown.busy(false);
      waiting.delete(answer.model);
      if (tell && waiting.size === 0)
        summary.textContent = [...cards.entries()]
          .filter(([model]) => ready.has(model))
          .map(([, card]) => card.summary())
          .join(' ');
    },
  };
}
