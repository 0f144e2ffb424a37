/** A model's verdict on one URL. */
export interface Verdict {
  url: string;
  /** Probability that it is malicious. */
  probability: number;
  verdict: 'malicious' | 'benign';
}

/** The notebook's rule: malicious above 0.5. */
export const verdict = (url: string, probability: number): Verdict => ({
  url,
  probability,
  verdict: probability > 0.5 ? 'malicious' : 'benign',
});
