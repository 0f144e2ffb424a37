import type { PageModel } from '../page-data';
import type { Card } from './card';
import type { Answer } from './messages';

/** A part of the page: what it asks of its models and shows of their answers. */
export interface Part {
  /** A card a model. */
  cards: ReadonlyMap<PageModel, Card>;
  /** A model of this part is loaded: ask it. */
  loaded(model: PageModel): void;
  /** A model of this part answered its latest question. */
  answered(answer: Answer): void;
}
