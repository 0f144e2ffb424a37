import { type Logits, weigh } from './weigh';

/** Each token adds its square, and the last but one counts -2 times: all places have different weights. */
const logits: Logits = (rows, length) =>
  Array.from({ length: rows.length / length }, (_, row) => {
    const tokens = rows.subarray(row * length, (row + 1) * length);
    return tokens.reduce((sum, token, i) => sum + token * token * (i === length - 2 ? -2 : 1), 0);
  });
const always = async (): Promise<boolean> => true;

test('a weight is how much the logit falls when the token becomes padding', async () => {
  const tokens = Int32Array.of(0, 0, 3, 1, 5, 2);
  const [logit] = Array.from(logits(tokens, 6));
  expect(logit).toBe(9 + 1 - 50 + 4);
  expect(await weigh(logits, tokens, logit, always)).toEqual(Float64Array.of(0, 0, 9, 1, -50, 4));
});

test('padding weighs 0 and needs no call', async () => {
  const asked = jest.fn(logits);
  expect(await weigh(asked, new Int32Array(75), 0, always)).toEqual(new Float64Array(75));
  expect(asked).not.toHaveBeenCalled();
});

test('75 tokens take five calls', async () => {
  const asked = jest.fn(logits);
  const tokens = Int32Array.from({ length: 75 }, (_, i) => i + 1);
  const [logit] = Array.from(logits(tokens, 75));
  const weights = await weigh(asked, tokens, logit, always);
  expect(weights).toEqual(Float64Array.from(tokens, (token, i) => token * token * (i === 73 ? -2 : 1)));
  expect(asked.mock.calls.map(([rows]) => rows.length / 75)).toEqual([15, 15, 15, 15, 15]);
});

test('stops when told to', async () => {
  const asked = jest.fn(logits);
  let turns = 2;
  expect(await weigh(asked, new Int32Array(75).fill(1), 0, async () => turns-- > 0)).toBeUndefined();
  expect(asked).toHaveBeenCalledTimes(2);
});
