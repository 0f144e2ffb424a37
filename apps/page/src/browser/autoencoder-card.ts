import type { ModelEntry } from '../page-data';
import { type Card, card } from './card';
import { element } from './element';
import { fixed } from './format';
import { paint } from './paint';
import { SIDE } from './picture';

/** What the autoencoder makes of a picture. */
export interface AutoencoderCard extends Card {
  /** @param pixels of the reconstruction, 0 to 1 */
  show(picture: Uint8Array, pixels: Float32Array, loss: number): void;
  summary(): string;
}

const figure = (name: string, caption: string): { figure: HTMLElement; canvas: HTMLCanvasElement } => {
  const canvas = element('canvas', { width: `${SIDE}`, height: `${SIDE}`, role: 'img', 'aria-label': name });
  return { canvas, figure: element('figure', {}, canvas, element('figcaption', {}, caption)) };
};

export function autoencoderCard(model: ModelEntry, command: string): AutoencoderCard {
  const base = card(model, command);
  const before = figure('The picture', 'In: 784 pixels');
  const after = figure('The picture, reconstructed from 128 numbers', 'Out, from 128 numbers');
  const loss = element('p', { class: 'loss' });
  base.body.append(element('div', { class: 'pair' }, before.figure, after.figure), loss);
  let said = '';
  return {
    ...base,
    show(picture, pixels, value) {
      said = `${model.title}: loss ${fixed(value)}.`;
      paint(before.canvas, picture);
      paint(after.canvas, pixels, 1);
      loss.replaceChildren(
        'Loss ',
        element('data', { value: String(value) }, fixed(value)),
        ' (mean binary cross-entropy)',
      );
    },
    summary: () => said,
  };
}
