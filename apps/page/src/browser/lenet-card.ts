import type { ModelEntry } from '../page-data';
import { type Card, card } from './card';
import { element } from './element';
import { fixed } from './format';

/** What the LeNet says of a picture. */
export interface LenetCard extends Card {
  /** @param label of a test image; undefined for what was drawn */
  show(probabilities: Float32Array, label: number | undefined): void;
  summary(): string;
}

/** @param classes their names */
export function lenetCard(model: ModelEntry, command: string, classes: readonly string[]): LenetCard {
  const base = card(model, command);
  let said = '';
  return {
    ...base,
    show(probabilities, label) {
      const top = probabilities.indexOf(Math.max(...probabilities));
      said = `${model.title}: ${classes[top]}, probability ${fixed(probabilities[top])}.`;
      const rows = classes.map((name, i) => {
        const bar = element('span', { class: 'bar', 'aria-hidden': 'true' });
        bar.style.setProperty('--part', String(probabilities[i]));
        return element(
          'li',
          { class: i === top ? 'top' : undefined },
          element('span', {}, name),
          bar,
          element('data', { value: String(probabilities[i]) }, fixed(probabilities[i])),
        );
      });
      const truth =
        label === undefined ? 'Your own picture' : `Labelled ${classes[label]}: ${label === top ? 'right' : 'wrong'}`;
      base.body.replaceChildren(
        element('p', { class: 'answer' }, classes[top]),
        element('p', { class: 'truth' }, truth),
        element('ol', { class: 'classes', 'aria-label': 'Probability of each class' }, ...rows),
      );
    },
    summary: () => said,
  };
}
