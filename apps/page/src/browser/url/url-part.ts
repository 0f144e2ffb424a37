import { tokenize } from '@reprise/data/tokenize';
import type { PageData } from '../../page-data';
import { CardGroup, type Send } from '../dom/card-group';
import { byId, element } from '../dom/element';
import type { UrlResult } from '../models/messages';
import { refusal } from './characters';
import { urlView } from './url-view';

/** The notebook's two. */
const EXAMPLES = ['.btscene2.com', 'www.yahoo.com'];
/** Milliseconds without a key before a typed URL is classified. */
const TYPING_MS = 200;

/** The part of the page that classifies URLs. */
export function urlPart(data: PageData, send: Send): CardGroup<UrlResult> {
  const input = byId('url', HTMLInputElement);
  const problem = byId('url-refusal', HTMLElement);
  const form = byId('url-form', HTMLFormElement);
  // A browser may restore the input after a reload.
  input.value ||= EXAMPLES[0];
  let url = input.value;
  const cards = new CardGroup<UrlResult>(
    {
      name: 'url',
      models: ['birnn', 'cnn-lstm'],
      input: () => (refusal(url) === undefined ? { kind: 'url', tokens: tokenize(url) } : 'Waiting for a URL.'),
      view: (result, title) => urlView(title, url, result),
    },
    data,
    send,
  );

  let timer: ReturnType<typeof setTimeout> | undefined;
  /** @param sent by Enter or a button; while typing, nothing is announced and an empty field is no error */
  const classify = (sent: boolean): void => {
    clearTimeout(timer);
    url = input.value;
    problem.textContent = (sent || url !== '' ? refusal(url) : undefined) ?? '';
    input.setAttribute('aria-invalid', String(problem.textContent !== ''));
    cards.askAll(sent);
  };
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(classify, TYPING_MS, false);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    classify(true);
  });
  for (const example of EXAMPLES) {
    const button = element('button', { type: 'button' }, example);
    button.addEventListener('click', () => {
      input.value = example;
      classify(true);
    });
    form.querySelector('.examples')?.append(button);
  }
  return cards;
}
