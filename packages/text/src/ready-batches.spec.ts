import { setTimeout as sleep } from 'node:timers/promises';
import { readyBatches } from './ready-batches';

async function collect<T>(source: Iterable<T> | AsyncIterable<T>, size: number): Promise<T[][]> {
  const batches: T[][] = [];
  for await (const batch of readyBatches(source, size)) batches.push(batch);
  return batches;
}

test('what is all there comes in full batches and a rest, in order', async () => {
  expect(await collect([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(await collect([1, 2, 3, 4], 2)).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(await collect([], 2)).toEqual([]);
});

test('heavy items fill a batch sooner', async () => {
  const batches: string[][] = [];
  for await (const batch of readyBatches(['a', 'bbbb', 'c', 'd', 'e', 'f'], 4, (text) => text.length))
    batches.push(batch);
  expect(batches).toEqual([
    ['a', 'bbbb'],
    ['c', 'd', 'e', 'f'],
  ]);
});

test('a batch does not wait for items that are not there yet', async () => {
  async function* slow() {
    yield* [1, 2];
    await sleep(20);
    yield 3;
  }
  expect(await collect(slow(), 100)).toEqual([[1, 2], [3]]);
});

test('an endless source is asked for one item in advance and no more', async () => {
  let asked = 0;
  function* endless() {
    for (;;) yield ++asked;
  }
  for await (const batch of readyBatches(endless(), 10)) {
    expect(asked).toBe(batch[batch.length - 1] + 1);
    if (asked > 50) break;
  }
  expect(asked).toBe(51);
});

test('a source that fails fails where its item was due, also when nobody was waiting', async () => {
  function* failing() {
    yield* [1, 2];
    throw new Error('broken');
  }
  const batches: number[][] = [];
  const reading = (async () => {
    for await (const batch of readyBatches(failing(), 2)) {
      batches.push(batch);
      await sleep(20);
    }
  })();
  await expect(reading).rejects.toThrow('broken');
  expect(batches).toEqual([[1, 2]]);
});

test('items before an error come first', async () => {
  async function* failing() {
    yield* [1, 2, 3];
    await Promise.reject(new Error('broken'));
  }
  const batches: number[][] = [];
  const reading = (async () => {
    for await (const batch of readyBatches(failing(), 100)) batches.push(batch);
  })();
  await expect(reading).rejects.toThrow('broken');
  expect(batches).toEqual([[1, 2, 3]]);
});
