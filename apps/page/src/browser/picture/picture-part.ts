import type { PageData, PageModel } from '../../page-data';
import type { Card } from '../dom/card';
import { CardGroup } from '../dom/card-group';
import { byId } from '../dom/element';
import type { Answer } from '../models/messages';
import type { Models } from '../models/models';
import { board } from './board';
import { AutoencoderCard, LenetCard } from './cards';
import { gallery } from './gallery';
import { type Picture, SIDE } from './picture';

const PIXELS = SIDE * SIDE;

/** The part of the page that classifies and reconstructs pictures. */
export class PicturePart extends CardGroup<Card> {
  readonly #models: Models;
  readonly #classes: readonly string[];
  readonly #lenet: LenetCard;
  readonly #autoencoder: AutoencoderCard;
  #picture: Picture;
  #label: number | undefined;

  /** @param bytes of the test images, one after the other */
  constructor(data: PageData, models: Models, bytes: Uint8Array) {
    const entry = (name: PageModel): PageData['models'][number] => data.models.find((model) => model.name === name)!;
    const lenet = new LenetCard(entry('lenet'), data.command);
    const autoencoder = new AutoencoderCard(entry('autoencoder'), data.command);
    const cards = new Map<PageModel, Card>([
      ['lenet', lenet],
      ['autoencoder', autoencoder],
    ]);
    super(cards, byId('picture-cards', HTMLElement), byId('picture-summary', HTMLElement));
    this.#models = models;
    this.#classes = data.classes;
    this.#lenet = lenet;
    this.#autoencoder = autoencoder;

    const items = data.images.items.map(({ row, label }, i) => ({
      label,
      picture: bytes.slice(i * PIXELS, (i + 1) * PIXELS),
      name: `${data.classes[label]}, test image ${row}`,
    }));
    this.#picture = items[0].picture;
    this.#label = items[0].label;
    const look = (picture: Picture, label?: number): void => {
      this.#picture = picture;
      this.#label = label;
      this.askAll(true);
    };
    const drawing = board((drawn) => {
      unpick();
      look(drawn);
    });
    const unpick = gallery(byId('gallery', HTMLElement), items, (i) => {
      drawing.show(items[i].picture);
      look(items[i].picture, items[i].label);
    });
    drawing.show(this.#picture);
  }

  protected ask(model: PageModel): boolean {
    this.#models.ask(model, { kind: 'picture', picture: this.#picture });
    return true;
  }

  protected show(answer: Answer): boolean {
    if (answer.kind === 'classes') this.#lenet.show(this.#classes, answer.probabilities, this.#label);
    if (answer.kind === 'reconstruction') this.#autoencoder.show(this.#picture, answer.pixels, answer.loss);
    return true;
  }
}
