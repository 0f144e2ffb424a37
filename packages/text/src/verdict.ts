import type { Explanation } from './explain';
import type { LikeRows } from './likeness';

/** The notebook's URL models. */
export const URL_MODELS = ['birnn', 'cnn-lstm'] as const;
export type UrlModel = (typeof URL_MODELS)[number];

/** Why a model says so, and how far to trust it. */
export interface Why extends Explanation {
  /** Test rows like the URL. */
  like: LikeRows;
  /** Sentences on the number of dots and on those test rows. */
  remarks: string[];
}

/** A model's verdict on one URL. */
export interface Verdict {
  url: string;
  /** Probability that it is malicious. */
  probability: number;
  verdict: 'malicious' | 'benign';
  /** If asked for. */
  why?: Why;
}

/** The notebook's rule: malicious above 0.5. */
export const verdict = (url: string, probability: number): Verdict => ({
  url,
  probability,
  verdict: probability > 0.5 ? 'malicious' : 'benign',
});
