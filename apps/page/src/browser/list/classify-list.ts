import { tokenizeAll } from '@reprise/data/tokenize';
import type { UrlModel } from '@reprise/text/verdict';
import type { ListRow } from './list-rows';

/** URLs per call of a model: a call is short, so that other questions need not wait, and a stop is noticed. */
const BATCH = 64;

/** Logits of "malicious" of a model. @param rows tokens, int32 [rows, 75] */
export type Ask = (model: UrlModel, rows: Int32Array) => Promise<ArrayLike<number>>;

/**
 * Classifies a list with several models, batch by batch, in the order of the list. Refused rows are left out.
 * @param rows get their probabilities
 * @returns after each batch, the number of rows that are done
 */
export async function* classifyList(
  rows: readonly ListRow[],
  models: readonly UrlModel[],
  ask: Ask,
): AsyncGenerator<number, void, undefined> {
  for (let from = 0; from < rows.length; from += BATCH) {
    const batch = rows.slice(from, from + BATCH).filter(({ refused }) => refused === undefined);
    const tokens = tokenizeAll(batch.map(({ url }) => url));
    if (batch.length > 0)
      for (const model of models) {
        const logits = await ask(model, tokens);
        batch.forEach(({ probabilities }, i) => (probabilities[model] = 1 / (1 + Math.exp(-logits[i]))));
      }
    yield Math.min(from + BATCH, rows.length);
  }
}
