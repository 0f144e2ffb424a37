import { setImmediate } from 'node:timers/promises';

/**
 * Gathers what `source` has ready, up to `size` at a time. A batch ends early when the source makes wait, so that nobody
 * waits for a full one; and no more than one item is asked for in advance.
 *
 * @param size 1 or more
 * @returns batches of 1 to `size` items, in the source's order
 * @example
 * for await (const batch of readyBatches(['a', 'b', 'c'], 2)) console.log(batch); // ['a', 'b'], then ['c']
 */
export async function* readyBatches<T>(
  source: Iterable<T> | AsyncIterable<T>,
  size: number,
): AsyncGenerator<T[], void, undefined> {
  const items = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const next = (): Promise<IteratorResult<T>> => {
    const item = (async () => items.next())();
    // It may fail while nobody waits for it; who then does gets the error.
    item.catch(() => undefined);
    return item;
  };
  let coming = next();
  for (;;) {
    const batch: T[] = [];
    let item: IteratorResult<T> | undefined = await coming;
    while (item !== undefined && !item.done) {
      batch.push(item.value);
      coming = next();
      if (batch.length === size) break;
      // A source that has the item needs no input or output for it, and so is ahead of setImmediate.
      item = await Promise.race([coming, setImmediate(undefined)]);
    }
    if (batch.length > 0) yield batch;
    if (item?.done) return;
  }
}
