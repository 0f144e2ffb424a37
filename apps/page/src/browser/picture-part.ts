import type { PageData, PageModel } from '../page-data';
import { autoencoderCard } from './autoencoder-card';
import { board } from './board';
import { byId } from './by-id';
import type { Card } from './card';
import { gallery } from './gallery';
import { lenetCard } from './lenet-card';
import type { Models } from './models';
import type { Part } from './part';
import { type Picture, SIDE } from './picture';

const PIXELS = SIDE * SIDE;

/**
 * Builds the part that looks at pictures.
 * @param bytes of the test images, one after the other
 */
export function picturePart(data: PageData, models: Models, bytes: Uint8Array): Part {
  const summary = byId('picture-summary', HTMLElement);
  const entry = (name: PageModel): PageData['models'][number] => data.models.find((model) => model.name === name)!;
  const lenet = lenetCard(entry('lenet'), data.command, data.classes);
  const autoencoder = autoencoderCard(entry('autoencoder'), data.command);
  const cards = new Map<PageModel, Card>([
    ['lenet', lenet],
    ['autoencoder', autoencoder],
  ]);
  byId('picture-cards', HTMLElement).append(lenet.root, autoencoder.root);

  const items = data.images.items.map(({ row, label }, i) => ({
    label,
    picture: bytes.slice(i * PIXELS, (i + 1) * PIXELS),
    name: `${data.classes[label]}, test image ${row}`,
  }));
  const ready = new Set<PageModel>();
  const waiting = new Set<PageModel>();
  const summaries = new Map<PageModel, string>();
  let picture: Picture = items[0].picture;
  let label: number | undefined = items[0].label;
  let tell = false;

  const ask = (model: PageModel): void => {
    cards.get(model)!.busy(true);
    waiting.add(model);
    models.askPicture(model, picture);
  };
  const look = (next: Picture, itsLabel: number | undefined): void => {
    picture = next;
    label = itsLabel;
    tell = true;
    summary.textContent = '';
    ready.forEach(ask);
  };

  const mark = gallery(byId('gallery', HTMLElement), items, (i) => {
    mark(i);
    drawing.show(items[i].picture);
    look(items[i].picture, items[i].label);
  });
  const drawing = board((drawn) => {
    mark(undefined);
    look(drawn, undefined);
  });
  mark(0);
  drawing.show(picture);

  return {
    cards,
    loaded(model) {
      ready.add(model);
      ask(model);
    },
    answered(answer) {
      if (answer.kind === 'classes') {
        lenet.show(answer.probabilities, label);
        summaries.set('lenet', lenet.summary());
      } else if (answer.kind === 'reconstruction') {
        autoencoder.show(picture, answer.pixels, answer.loss);
        summaries.set('autoencoder', autoencoder.summary());
      } else return;
      cards.get(answer.model)!.busy(false);
      waiting.delete(answer.model);
      if (tell && waiting.size === 0)
        // In the order of the cards, whoever answered first.
        summary.textContent = [...cards.keys()].flatMap((model) => summaries.get(model) ?? []).join(' ');
    },
  };
}
