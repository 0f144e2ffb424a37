import { element } from './element';
import type { UrlCharacter } from './url-characters';
import { visible } from './visible';

/** So many characters that were cut off are shown; before those, how many there are more. */
const CUT_SHOWN = 40;

/**
 * A URL's characters side by side, each with a bar for its weight: above for malicious, below for benign, the heaviest
 * one full. A picture of what the list beside it says in words, so a screen reader passes over it.
 * @param weights one a token; undefined while they are computed
 */
export function characterStrip(characters: readonly UrlCharacter[], weights?: Float64Array): HTMLElement {
  const first = Math.max(0, characters.findLastIndex(({ fate }) => fate === 'cut') + 1 - CUT_SHOWN);
  const largest = weights ? Math.max(...weights.map(Math.abs)) : 0;
  const cells = characters.slice(first).map(({ character, fate, position }) => {
    const cell = element('span', { class: `character ${fate}` }, element('span', {}, visible(character)));
    if (weights === undefined || position === undefined) return cell;
    const weight = weights[position];
    cell.dataset.weight = String(weight);
    if (weight === 0) return cell;
    cell.classList.add(weight > 0 ? 'malicious' : 'benign');
    cell.style.setProperty('--weight', String(Math.abs(weight) / largest));
    return cell;
  });
  if (first > 0) cells.unshift(element('span', { class: 'character cut more' }, `… ${first} more`));
  return element('div', { class: 'characters', 'aria-hidden': 'true' }, ...cells);
}
