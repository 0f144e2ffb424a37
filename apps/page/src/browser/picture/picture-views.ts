import { Card } from '../dom/card';
import { element } from '../dom/element';
import { fixed } from '../dom/format';
import { paint, pictureCanvas } from './picture';

/** The LeNet's classes of a picture. */
export class LenetCard extends Card {
  /** @param label of a test image; undefined for a drawing */
  show(classes: readonly string[], probabilities: Float32Array, label: number | undefined): void {
    const top = probabilities.indexOf(Math.max(...probabilities));
    this.summary = `${this.model.title}: ${classes[top]}, probability ${fixed(probabilities[top])}.`;
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
      label === undefined ? 'Your own picture' : `Labelled ${classes[label]}: ${label === top ? 'correct' : 'wrong'}`;
    this.body.replaceChildren(
      element('p', { class: 'answer' }, classes[top]),
      element('p', { class: 'truth' }, truth),
      element('ol', { class: 'classes', 'aria-label': 'Probability of each class' }, ...rows),
    );
  }
}

/** The autoencoder's reconstruction of a picture. */
export class AutoencoderCard extends Card {
  /** @param pixels of the reconstruction, 0 to 1 */
  show(picture: Uint8Array, pixels: Float32Array, loss: number): void {
    this.summary = `${this.model.title}: loss ${fixed(loss)}.`;
    const figure = (name: string, caption: string, values: ArrayLike<number>, white: number): HTMLElement => {
      const canvas = pictureCanvas({ role: 'img', 'aria-label': name });
      paint(canvas, values, white);
      return element('figure', {}, canvas, element('figcaption', {}, caption));
    };
    const input = figure('The picture', 'Input: 784 pixels', picture, 255);
    const output = figure('The picture, reconstructed from 128 numbers', 'Output, from 128 numbers', pixels, 1);
    this.body.replaceChildren(
      element('div', { class: 'pair' }, input, output),
      element(
        'p',
        { class: 'loss' },
        'Loss ',
        element('data', { value: String(loss) }, fixed(loss)),
        ' (mean binary cross-entropy)',
      ),
    );
  }
}
