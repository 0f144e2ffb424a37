import { type Verdict, verdict } from '@reprise/text/verdict';
import type { View } from '../dom/card';
import { element, number } from '../dom/element';
import { fixed, signed, visible } from '../dom/format';
import type { UrlResult } from '../models/messages';
import { type UrlCharacter, urlCharacters } from './characters';

/** Characters in front of the last 75 that are shown; of more, only the number. */
const CUT_SHOWN = 40;
/** Characters listed for each class. */
const LISTED = 4;

/**
 * A URL's characters side by side, each with a bar for its weight: above for malicious, below for benign, full length for
 * the heaviest. Hidden from screen readers, which get the list.
 */
function characterStrip(characters: readonly UrlCharacter[], weights?: Float64Array): HTMLElement {
  const first = Math.max(0, characters.findLastIndex(({ fate }) => fate === 'cut') + 1 - CUT_SHOWN);
  const largest = weights ? Math.max(...weights.map(Math.abs)) : 0;
  const cells = characters.slice(first).map(({ character, fate, position }) => {
    const weight = position === undefined ? undefined : weights?.[position];
    const side = !weight ? '' : weight > 0 ? ' malicious' : ' benign';
    const attributes = {
      class: `character ${fate}${side}`,
      'data-weight': weight?.toString(),
      '--weight': weight ? String(Math.abs(weight) / largest) : undefined,
    };
    return element('span', attributes, element('span', {}, visible(character)));
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
function weightsList(characters: readonly UrlCharacter[], ours: Verdict['verdict'], weights?: Float64Array): Node[] {
  if (weights === undefined) return [element('h4', {}, 'Weighing the characters…')];
  const all = characters.map(({ position }) => (position === undefined ? 0 : weights[position]));
  return [ours, ours === 'malicious' ? ('benign' as const) : ('malicious' as const)].flatMap((towards) => {
    const found = heaviest(all, towards, LISTED);
    if (found.length === 0) {
      const why = towards === ours ? ': the verdict comes from their combination' : '';
      return element('h4', {}, `No single character speaks for ${towards}${why}`);
    }
    const items = found.map((i) => {
      const character = element('code', {}, visible(characters[i].character));
      return element('li', {}, character, ` at ${i + 1} `, number(all[i], signed(all[i])));
    });
    return [element('h4', {}, `Speaks most for ${towards}`), element('ol', {}, ...items)];
  });
}

/** A model's verdict on a URL, and what its characters weigh. */
export function urlView(title: string, url: string, { probability, weights }: UrlResult): View {
  const ours = verdict(url, probability).verdict;
  const characters = urlCharacters(url);
  return {
    summary: `${title}: ${ours}, probability of malicious ${fixed(probability)}.`,
    partial: weights === undefined,
    body: [
      element(
        'p',
        { class: 'verdict', 'data-verdict': ours },
        element('span', { class: 'word' }, ours),
        element('span', { class: 'probability' }, 'probability of malicious ', number(probability)),
      ),
      element('div', { class: 'scale', 'aria-hidden': 'true' }, element('span', { '--at': String(probability) })),
      characterStrip(characters, weights),
      element('div', { class: 'weights' }, ...weightsList(characters, ours, weights)),
    ],
  };
}
