import { type Verdict, verdict } from '@reprise/text/verdict';
import { Card } from '../dom/card';
import { element } from '../dom/element';
import { fixed } from '../dom/format';
import { type UrlCharacter, urlCharacters } from './characters';
import { characterStrip, weightsList } from './weights';

/** A model's verdict on a URL. */
export class UrlCard extends Card {
  #characters: UrlCharacter[] = [];
  #verdict: Verdict['verdict'] = 'benign';

  /** Shows the verdict; the characters' weights follow. */
  showVerdict(url: string, probability: number): void {
    this.#verdict = verdict(url, probability).verdict;
    this.#characters = urlCharacters(url);
    this.summary = `${this.model.title}: ${this.#verdict}, probability of malicious ${fixed(probability)}.`;
    const mark = element('span');
    mark.style.setProperty('--at', String(probability));
    this.body.replaceChildren(
      element(
        'p',
        { class: 'verdict', 'data-verdict': this.#verdict },
        element('span', { class: 'word' }, this.#verdict),
        element(
          'span',
          { class: 'probability' },
          'probability of malicious ',
          element('data', { value: String(probability) }, fixed(probability)),
        ),
      ),
      element('div', { class: 'scale', 'aria-hidden': 'true' }, mark),
      characterStrip(this.#characters),
      element('div', { class: 'weights' }, element('h4', {}, 'Weighing the characters…')),
    );
  }

  showWeights(weights: Float64Array): void {
    this.body.querySelector('.characters')?.replaceWith(characterStrip(this.#characters, weights));
    this.body.querySelector('.weights')?.replaceWith(weightsList(this.#characters, weights, this.#verdict));
  }

  /** Shows that there is no URL. */
  clear(): void {
    this.summary = '';
    this.body.replaceChildren(element('p', { class: 'wait' }, 'Waiting for a URL.'));
  }
}
