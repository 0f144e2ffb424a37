import type { PageData } from '../page-data';
import { byId } from './by-id';
import { element } from './element';
import { fixed } from './format';

/** Shows what the run was: its notice, each model's figure, profile and seed. */
export function showHeader({ notice, models, profile, seed }: PageData): void {
  const place = byId('notice', HTMLElement);
  place.textContent = notice;
  place.hidden = notice === null;
  const figures = models.map((model) => {
    const figure =
      model.state === 'ready'
        ? element('dd', {}, fixed(model.figure.value), element('small', {}, model.figure.name))
        : element('dd', {}, '–', element('small', {}, 'missing'));
    return element('div', {}, element('dt', {}, model.title), figure);
  });
  byId('figures', HTMLElement).replaceChildren(...figures);
  byId('origin', HTMLElement).textContent =
    `Models of the ${profile} profile, seed ${seed}, with the weights of their last epoch. TensorFlow.js on one core.`;
}
