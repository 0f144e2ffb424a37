/** Rows per call of the model: a call is short, so that other questions need not wait. */
const ROWS = 16;

/**
 * Asks a model about many rows in several calls, between which it can be stopped.
 * @param ask logits of rows of `length` tokens, one per row
 * @returns the same for any number of rows; throws the signal's reason when it is aborted
 */
export const inBatches =
  (ask: (rows: Int32Array) => Promise<ArrayLike<number>>, length: number, signal: AbortSignal) =>
  async (rows: Int32Array): Promise<Float32Array> => {
    const logits = new Float32Array(rows.length / length);
    for (let row = 0; row < logits.length; row += ROWS) {
      signal.throwIfAborted();
      logits.set(await ask(rows.slice(row * length, (row + ROWS) * length)), row);
    }
    return logits;
  };
