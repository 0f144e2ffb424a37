import { setImmediate } from 'node:timers/promises';

/**
 * Batches the items that `source` has ready, up to `size` at a time. A batch ends early when the source has to wait, or
 * fails. At most one item is requested in advance.
 *
 * @param size 1 or more
 * @param weigh the weight of an item, 1 by default: a batch is full when its total weight reaches `size`
 * @returns batches of one or more items, in the source's order
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
    // It may fail before it is awaited, and then throws there.
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
      // A ready source needs no input or output, so it resolves before setImmediate. An error is thrown after the batch.
      item = await Promise.race([coming, setImmediate(undefined)]).catch(() => undefined);
    }
    if (batch.length > 0) yield batch;
    if (item?.done) return;
  }
}
