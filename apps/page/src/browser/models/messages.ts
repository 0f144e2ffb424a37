import type { PageModel } from '../../page-data';

/** What a model is asked about: tokens of a URL as `tokenize` returns them, or 784 pixels from 0 (black) to 255. */
export type Input = { kind: 'url'; tokens: Int32Array } | { kind: 'picture'; picture: Uint8Array };

/** To the worker. A newer question to a model cancels an older one. */
export type Question = { kind: 'load'; model: PageModel; path: string } | (Input & { model: PageModel; id: number });

interface Answered {
  model: PageModel;
  /** The question's. */
  id: number;
}

/** A URL model's answer. */
export interface UrlResult extends Answered {
  kind: 'url';
  /** Of malicious. */
  probability: number;
  /** One per token, as `weigh` returns them. They take longer: an answer without them comes first. */
  weights?: Float64Array;
}

/** An image model's answer: a probability per class, or pixels from 0 to 1 and the loss. */
export type PictureResult = Answered &
  ({ kind: 'classes'; probabilities: Float32Array } | { kind: 'reconstruction'; pixels: Float32Array; loss: number });

/** From the worker. */
export type Answer =
  { kind: 'loaded'; model: PageModel } | { kind: 'failed'; model: PageModel; why: string } | UrlResult | PictureResult;
