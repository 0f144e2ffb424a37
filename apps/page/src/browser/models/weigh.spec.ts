import { type Logits, weigh } from './weigh';

/** Each token adds its square, and the last but one counts -2 times: all places have different weights. */
const logits: Logits = (rows, length) =>
  Array.from({ length: rows.length / length }, (_, row) => {
    const tokens = rows.subarray(row * length, (row + 1) * length);
    return tokens.reduce((sum, token, i) => sum + token * token * (i === length - 2 ? -2 : 1), 0);
  });

test('a weight is how much the logit falls when the token becomes padding', async () => {
  const tokens = Int32Array.of(0, 0, 3, 1, 5, 2);
  const [logit] = Array.from(await logits(tokens, 6));
  expect(logit).toBe(9 + 1 - 50 + 4);
  expect(await weigh(logits, tokens, logit)).toEqual(Float64Array.of(0, 0, 9, 1, -50, 4));
});

test('padding weighs 0 and needs no call', async () => {
  const asked = jest.fn(logits);
  expect(await weigh(asked, new Int32Array(75), 0)).toEqual(new Float64Array(75));
  expect(asked).not.toHaveBeenCalled();
});

test('75 tokens take five calls', async () => {
  const asked = jest.fn(logits);
  const tokens = Int32Array.from({ length: 75 }, (_, i) => i + 1);
  const [logit] = Array.from(await logits(tokens, 75));
  const weights = await weigh(asked, tokens, logit);
  expect(weights).toEqual(Float64Array.from(tokens, (token, i) => token * token * (i === 73 ? -2 : 1)));
  expect(asked.mock.calls.map(([rows]) => rows.length / 75)).toEqual([15, 15, 15, 15, 15]);
});

test('stops when it is aborted', async () => {
  const stop = new AbortController();
  const asked = jest.fn((rows: Int32Array, length: number) => {
    if (asked.mock.calls.length === 2) stop.abort(new Error('newer'));
    return logits(rows, length);
  });
  await expect(weigh(asked, new Int32Array(75).fill(1), 0, stop.signal)).rejects.toThrow('newer');
  expect(asked).toHaveBeenCalledTimes(2);
});
