import type { PageModel } from '../../page-data';

/** What a model is asked about: tokens of a URL as `tokenize` returns them, or 784 pixels from 0 (black) to 255. */
export type Input = { kind: 'url'; tokens: Int32Array } | { kind: 'picture'; picture: Uint8Array };

/** To the worker. A newer question to a model cancels an older one. */
export type Question = { kind: 'load'; model: PageModel; path: string } | (Input & { model: PageModel; id: number });

/** From the worker; `id` is the question's. */
export type Answer =
  | { kind: 'loaded'; model: PageModel }
  | { kind: 'failed'; model: PageModel; why: string }
  /** Probability of malicious. Arrives before the weights, which take longer. */
  | { kind: 'probability'; model: PageModel; id: number; probability: number }
  /** One per token, as `weigh` returns them. */
  | { kind: 'weights'; model: PageModel; id: number; weights: Float64Array }
  /** One per class. */
  | { kind: 'classes'; model: PageModel; id: number; probabilities: Float32Array }
  /** Pixels from 0 to 1, and the loss. */
  | { kind: 'reconstruction'; model: PageModel; id: number; pixels: Float32Array; loss: number };
