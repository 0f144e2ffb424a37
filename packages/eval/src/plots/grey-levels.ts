/**
 * Grey levels as matplotlib's `imshow` has them: the smallest value is black and the largest white.
 *
 * @param values of one picture, any range; a picture of one value is black
 * @returns as many levels from 0 to 255
 */
export function greyLevels(values: ArrayLike<number>): Uint8Array {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < values.length; i++) {
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  const levels = new Uint8Array(values.length);
  if (high > low)
    for (let i = 0; i < values.length; i++) levels[i] = Math.round((255 * (values[i] - low)) / (high - low));
  return levels;
}
