import type { View } from '../dom/card';
import { element, number } from '../dom/element';
import { fixed } from '../dom/format';
import { pictureCanvas } from './picture';

/**
 * The LeNet's classes of a picture.
 * @param classes their names
 * @param label of a test image; undefined for a drawing
 */
export function classesView(
  title: string,
  classes: readonly string[],
  probabilities: Float32Array,
  label: number | undefined,
): View {
  const top = probabilities.indexOf(Math.max(...probabilities));
  const rows = classes.map((name, i) =>
    element(
      'li',
      { class: i === top ? 'top' : undefined },
      element('span', {}, name),
      element('span', { class: 'bar', 'aria-hidden': 'true', '--part': String(probabilities[i]) }),
      number(probabilities[i]),
    ),
  );
  const truth =
    label === undefined ? 'Your own picture' : `Labelled ${classes[label]}: ${label === top ? 'correct' : 'wrong'}`;
  return {
    summary: `${title}: ${classes[top]}, probability ${fixed(probabilities[top])}.`,
    body: [
      element('p', { class: 'answer' }, classes[top]),
      element('p', { class: 'truth' }, truth),
      element('ol', { class: 'classes', 'aria-label': 'Probability of each class' }, ...rows),
    ],
  };
}

/** The autoencoder's reconstruction of a picture. @param pixels of the reconstruction, 0 to 1 */
export function reconstructionView(title: string, picture: Uint8Array, pixels: Float32Array, loss: number): View {
  const figure = (name: string, caption: string, values: ArrayLike<number>, white: number): HTMLElement => {
    const canvas = pictureCanvas(values, { role: 'img', 'aria-label': name }, white);
    return element('figure', {}, canvas, element('figcaption', {}, caption));
  };
  const input = figure('The picture', 'Input: 784 pixels', picture, 255);
  const output = figure('The picture, reconstructed from 128 numbers', 'Output, from 128 numbers', pixels, 1);
  return {
    summary: `${title}: loss ${fixed(loss)}.`,
    body: [
      element('div', { class: 'pair' }, input, output),
      element('p', { class: 'loss' }, 'Loss ', number(loss), ' (mean binary cross-entropy)'),
    ],
  };
}
