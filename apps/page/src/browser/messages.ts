import type { PageModel } from '../page-data';

/** What the page asks of the worker. Of one model only the last question counts: a newer one ends what an older began. */
export type Question =
  | { kind: 'load'; model: PageModel; path: string }
  /** `tokens` as `tokenize` makes them. */
  | { kind: 'url'; model: PageModel; id: number; tokens: Int32Array }
  /** 784 bytes, 0 is black. */
  | { kind: 'picture'; model: PageModel; id: number; picture: Uint8Array };

/** What the worker answers; `id` is the question's. */
export type Answer =
  | { kind: 'loaded'; model: PageModel }
  | { kind: 'failed'; model: PageModel; why: string }
  /** Of being malicious. Comes before the weights, which take longer. */
  | { kind: 'probability'; model: PageModel; id: number; probability: number }
  /** One a token, as `weigh` has them. */
  | { kind: 'weights'; model: PageModel; id: number; weights: Float64Array }
  /** Of each class. */
  | { kind: 'classes'; model: PageModel; id: number; probabilities: Float32Array }
  /** Pixels from 0 to 1, and the loss. */
  | { kind: 'reconstruction'; model: PageModel; id: number; pixels: Float32Array; loss: number };
