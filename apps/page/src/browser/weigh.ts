/** Logits of "malicious", one a row. @param rows tokens, int32 [rows, length] */
export type Logits = (rows: Int32Array, length: number) => ArrayLike<number>;

/** Rows a call: enough to be worth one, few enough to give way to what was typed meanwhile. */
const ROWS = 15;

/**
 * What each token adds to the logit of "malicious": the logit with it, less the logit with 0 (padding) in its place. Above
 * 0 the token speaks for malicious, below 0 for benign.
 *
 * This is occlusion (Zeiler and Fergus 2014, https://arxiv.org/abs/1311.2901). The logit and not the probability, since
 * that hardly moves near 0 and 1. Weights are of one token at a time and need not add up to anything.
 * @param logit of the tokens as they are
 * @param goOn asked before each call of the model; false ends it
 * @returns a weight a token, 0 where it is padding; undefined where it was ended
 * @example
 * // A model that counts the token 7:
 * await weigh((rows, n) => …, Int32Array.of(0, 7, 3), 1, async () => true); // [0, 1, 0]
 */
export async function weigh(
  logits: Logits,
  tokens: Int32Array,
  logit: number,
  goOn: () => Promise<boolean>,
): Promise<Float64Array | undefined> {
  const weights = new Float64Array(tokens.length);
  const places = [...tokens.keys()].filter((place) => tokens[place] !== 0);
  for (let from = 0; from < places.length; from += ROWS) {
    if (!(await goOn())) return undefined;
    const some = places.slice(from, from + ROWS);
    const rows = new Int32Array(some.length * tokens.length);
    some.forEach((place, row) => {
      rows.set(tokens, row * tokens.length);
      rows[row * tokens.length + place] = 0;
    });
    const without = logits(rows, tokens.length);
    some.forEach((place, row) => (weights[place] = logit - without[row]));
  }
  return weights;
}
