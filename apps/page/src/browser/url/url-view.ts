import type { Verdict } from '@reprise/text/verdict';
import { element } from '../dom/element';
import { signed, visible } from '../dom/format';
import type { UrlCharacter } from './characters';

/** Characters in front of the last 75 that are shown; of more, only the number. */
const CUT_SHOWN = 40;
/** Characters listed for each class. */
const LISTED = 4;

/**
 * A URL's characters side by side, each with a bar for its weight: above for malicious, below for benign, full length for
 * the heaviest. Hidden from screen readers, which get the list.
 * @param weights one per token; undefined while they are computed
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

/**
 * Indices of the weights that speak for a class, heaviest first; of equal ones the first.
 * @param weights positive for malicious, negative for benign
 * @example heaviest([0.5, -2, 0, 1], 'malicious', 2) // [3, 0]
 */
export function heaviest(weights: readonly number[], towards: Verdict['verdict'], count: number): number[] {
  const sign = towards === 'malicious' ? 1 : -1;
  return [...weights.keys()]
    .filter((i) => weights[i] * sign > 0)
    .sort((a, b) => (weights[b] - weights[a]) * sign)
    .slice(0, count);
}

/** The characters that weigh most, as text: those that speak for the verdict, then those that speak against it. */
export function weightsList(
  characters: readonly UrlCharacter[],
  weights: Float64Array,
  verdict: Verdict['verdict'],
): HTMLElement {
  const all = characters.map(({ position }) => (position === undefined ? 0 : weights[position]));
  const list = (towards: Verdict['verdict']): HTMLElement[] => {
    const found = heaviest(all, towards, LISTED);
    if (found.length === 0) {
      const why = towards === verdict ? ': the verdict comes from their combination' : '';
      return [element('h4', {}, `No single character speaks for ${towards}${why}`)];
    }
    const items = found.map((i) =>
      element(
        'li',
        {},
        element('code', {}, visible(characters[i].character)),
        ` at ${i + 1} `,
        element('data', { value: String(all[i]) }, signed(all[i])),
      ),
    );
    return [element('h4', {}, `Speaks most for ${towards}`), element('ol', {}, ...items)];
  };
  const other = verdict === 'malicious' ? 'benign' : 'malicious';
  return element('div', { class: 'weights' }, ...list(verdict), ...list(other));
}
