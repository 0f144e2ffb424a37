/** Logits of "malicious", one per row. @param rows tokens, int32 [rows, length] */
export type Logits = (rows: Int32Array, length: number) => ArrayLike<number> | Promise<ArrayLike<number>>;

/** Rows per call of the model, between which it can be stopped. */
const ROWS = 15;

/**
 * What each token adds to the logit of "malicious": the logit, minus the logit with 0 (padding) in place of the token. Above
 * 0 the token speaks for malicious, below 0 for benign.
 *
 * This is occlusion (Zeiler and Fergus 2014, https://arxiv.org/abs/1311.2901), on the logit because the probability hardly
 * moves near 0 and 1. Each weight is for one token alone; weights do not add up to the logit.
 * @param logit of the tokens unchanged
 * @returns a weight per token, 0 for padding
 * @throws the signal's reason when it is aborted
 */
export async function weigh(
  logits: Logits,
  tokens: Int32Array,
  logit: number,
  signal?: AbortSignal,
): Promise<Float64Array> {
  const weights = new Float64Array(tokens.length);
  const places = [...tokens.keys()].filter((place) => tokens[place] !== 0);
  for (let from = 0; from < places.length; from += ROWS) {
    signal?.throwIfAborted();
    const some = places.slice(from, from + ROWS);
    const rows = new Int32Array(some.length * tokens.length);
    some.forEach((place, row) => {
      rows.set(tokens, row * tokens.length);
      rows[row * tokens.length + place] = 0;
    });
    const without = await logits(rows, tokens.length);
    some.forEach((place, row) => (weights[place] = logit - without[row]));
  }
  return weights;
}
