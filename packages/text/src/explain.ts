import { tokenizeAll } from '@reprise/data/tokenize';
import { shapley } from './shapley';
import { splitUrl } from './url-parts';

/**
 * Logits of "malicious", one per row: the input of the model's sigmoid, whose float32 output is 1 from a logit of 17 on.
 * @param rows tokens, int32 [rows, 75]
 */
export type Logits = (rows: Int32Array) => ArrayLike<number> | Promise<ArrayLike<number>>;

/** A logit of "malicious", made of the URL's parts. A logit is the logarithm of the odds: 0.7 more doubles them. */
export interface Explanation {
  /** What the models do not read, in front of the parts. */
  unread: string;
  /** The logit of the empty URL, to which the parts add. */
  baseline: number;
  /** In the order of the URL; above 0 a part speaks for malicious. Baseline and contributions sum to `logit` within 1e-9. */
  parts: { text: string; contribution: number }[];
  /** The URL's. */
  logit: number;
}

/**
 * Explains a model's logit for a URL by its parts, at most eight: a part's contribution is its exact Shapley value, the mean
 * of what it adds to the parts before it, over all orders in which the parts can come into the text. The text without a part
 * is what is left of it, closed up; without all parts it is the empty URL.
 *
 * Shapley values are the only contributions that add up to the logit, are equal for parts that act alike, are 0 for parts
 * that change nothing, and add when models are added (Shapley 1953, https://doi.org/10.1515/9781400881970-018).
 * @param logits is called once, with up to 256 rows, the first of them the empty URL and the last the whole
 * @example
 * const { baseline, parts } = await explain('.btscene2.com', logits);
 * console.log(baseline, parts); // the empty URL's logit; then { text: '.btscene2', contribution }, { text: '.com', contribution }
 */
export async function explain(url: string, logits: Logits): Promise<Explanation> {
  const { unread, parts } = splitUrl(url);
  const texts = Array.from({ length: 1 << parts.length }, (_, set) => parts.filter((_, i) => set & (1 << i)).join(''));
  const values = await logits(tokenizeAll(texts));
  const contributions = shapley(values);
  return {
    unread,
    baseline: values[0],
    parts: parts.map((text, i) => ({ text, contribution: contributions[i] })),
    logit: values[values.length - 1],
  };
}
