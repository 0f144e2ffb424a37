import { setImmediate } from 'node:timers/promises';

/**
 * Gathers what `source` has ready, up to `size` at a time. A batch ends early when the source makes wait, so that nobody
 * waits for a full one; and no more than one item is asked for in advance.
 *
 * @param size 1 or more
 * @param weigh what an item counts: a batch is full when its items weigh `size` or more together
 * @returns batches of one or more items, in the source's order; of `size` at most where each counts 1
 * @example
 * for await (const batch of readyBatches(['a', 'b', 'c'], 2)) console.log(batch); // ['a', 'b'], then ['c']
 */
export async function* readyBatches<T>(
  source: Iterable<T> | AsyncIterable<T>,
  size: number,
  weigh: (item: T) => number = () => 1,
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
    let weight = 0;
    let item: IteratorResult<T> | undefined = await coming;
    while (item !== undefined && !item.done) {
      batch.push(item.value);
      weight += weigh(item.value);
      coming = next();
      if (weight >= size) break;
      // A source that has the item needs no input or output for it, and so is ahead of setImmediate.
      item = await Promise.race([coming, setImmediate(undefined)]);
    }
    if (batch.length > 0) yield batch;
    if (item?.done) return;
  }
}
