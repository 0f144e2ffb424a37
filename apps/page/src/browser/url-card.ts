import { verdict } from '@reprise/text/verdict';
import type { ModelEntry } from '../page-data';
import { type Card, card } from './card';
import { characterStrip } from './character-strip';
import { element } from './element';
import { fixed } from './format';
import { type UrlCharacter, urlCharacters } from './url-characters';
import { weightsList } from './weights-list';

/** What one model says of a URL. */
export interface UrlCard extends Card {
  /** Shows the verdict on a URL; the characters' weights follow. */
  showVerdict(url: string, probability: number): void;
  showWeights(weights: Float64Array): void;
  /** In a sentence, for those who listen; empty where there is no verdict. */
  summary(): string;
  /** Shows nothing: there is no URL. */
  clear(): void;
}

export function urlCard(model: ModelEntry, command: string): UrlCard {
  const base = card(model, command);
  let characters: UrlCharacter[] = [];
  let said = '';
  return {
    ...base,
    showVerdict(url, probability) {
      const { verdict: word } = verdict(url, probability);
      characters = urlCharacters(url);
      said = `${model.title}: ${word}, probability of malicious ${fixed(probability)}.`;
      const mark = element('span');
      mark.style.setProperty('--at', String(probability));
      base.body.replaceChildren(
        element(
          'p',
          { class: 'verdict', 'data-verdict': word },
          element('span', { class: 'word' }, word),
          element(
            'span',
            { class: 'probability' },
            'probability of malicious ',
            element('data', { value: String(probability) }, fixed(probability)),
          ),
        ),
        element('div', { class: 'scale', 'aria-hidden': 'true' }, mark),
        characterStrip(characters),
        element('div', { class: 'weights' }, element('h4', {}, 'Weighing the characters…')),
      );
    },
    showWeights(weights) {
      base.body.querySelector('.characters')?.replaceWith(characterStrip(characters, weights));
      base.body.querySelector('.weights')?.replaceWith(weightsList(characters, weights));
    },
    summary: () => said,
    clear() {
      said = '';
      base.body.replaceChildren(element('p', { class: 'wait' }, 'No URL, no verdict.'));
    },
  };
}
