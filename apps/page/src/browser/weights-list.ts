import { element } from './element';
import { signed } from './format';
import { heaviest } from './heaviest';
import type { UrlCharacter } from './url-characters';
import { visible } from './visible';

/** So many are told. */
const TOLD = 5;

/** The characters that weigh most, in words: which, where, how much and for what. */
export function weightsList(characters: readonly UrlCharacter[], weights: Float64Array): HTMLElement {
  const all = characters.map(({ position }) => (position === undefined ? 0 : weights[position]));
  const items = heaviest(all, TOLD).map((i) =>
    element(
      'li',
      {},
      element('code', {}, visible(characters[i].character)),
      ` at ${i + 1} `,
      element('data', { value: String(all[i]) }, signed(all[i])),
      element('span', { class: 'towards' }, all[i] > 0 ? ' malicious' : ' benign'),
    ),
  );
  const title = element('h4', {}, items.length > 0 ? 'Weighs most' : 'No character weighs anything');
  return element('div', { class: 'weights' }, title, element('ol', {}, ...items));
}
