import type { PageData } from '../../page-data';
import { CardGroup, type Send } from '../dom/card-group';
import { byId, element } from '../dom/element';
import type { PictureResult } from '../models/messages';
import { board } from './board';
import { type Picture, pictureCanvas, SIDE } from './picture';
import { classesView, reconstructionView } from './picture-views';

const PIXELS = SIDE * SIDE;

/** The part of the page that classifies and reconstructs pictures. @param bytes of the test images, one after the other */
export function picturePart(data: PageData, bytes: Uint8Array, send: Send): CardGroup<PictureResult> {
  const images = data.images.items.map(({ row, label }, i) => ({
    label,
    picture: bytes.slice(i * PIXELS, (i + 1) * PIXELS),
    name: `${data.classes[label]}, test image ${row}`,
  }));
  let shown: { picture: Picture; label?: number } = images[0];
  const cards = new CardGroup<PictureResult>(
    {
      name: 'picture',
      models: ['lenet', 'autoencoder'],
      input: () => ({ kind: 'picture', picture: shown.picture }),
      view: (result, title) =>
        result.kind === 'classes'
          ? classesView(title, data.classes, result.probabilities, shown.label)
          : reconstructionView(title, shown.picture, result.pixels, result.loss),
    },
    data,
    send,
  );
  const look = (next: typeof shown): void => {
    shown = next;
    cards.askAll(true);
  };

  const gallery = byId('gallery', HTMLElement);
  const buttons = images.map((image) => {
    const button = element('input', { type: 'radio', name: 'image', 'aria-label': image.name });
    button.addEventListener('change', () => {
      show(image.picture);
      look(image);
    });
    gallery.append(
      element('label', { title: image.name }, button, pictureCanvas(image.picture, { 'aria-hidden': 'true' })),
    );
    return button;
  });
  buttons[0].checked = true;
  const show = board((picture) => {
    for (const button of buttons) button.checked = false;
    look({ picture });
  });
  show(shown.picture);
  return cards;
}
