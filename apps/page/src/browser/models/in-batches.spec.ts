import { inBatches } from './in-batches';

test('all rows are asked about, 16 at a time', async () => {
  const ask = jest.fn(async (rows: Int32Array) => rows.filter((_, i) => i % 2 === 0));
  const rows = Int32Array.from({ length: 80 }, (_, i) => i);
  expect(await inBatches(ask, 2, new AbortController().signal)(rows)).toEqual(
    Float32Array.from({ length: 40 }, (_, i) => 2 * i),
  );
  expect(ask.mock.calls.map(([some]) => some.length / 2)).toEqual([16, 16, 8]);
});

test('stops between two calls', async () => {
  const control = new AbortController();
  const ask = jest.fn(async () => {
    control.abort(new Error('another URL'));
    return new Float32Array(16);
  });
  await expect(inBatches(ask, 1, control.signal)(new Int32Array(40))).rejects.toThrow('another URL');
  expect(ask).toHaveBeenCalledTimes(1);
});
