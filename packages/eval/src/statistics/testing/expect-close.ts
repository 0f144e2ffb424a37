/** Each number that is expected, to `relative` of its size, or to `absolute` where it is near 0. */
export function expectClose(
  found: object,
  expected: Record<string, number>,
  { relative = 1e-12, absolute = 1e-15 } = {},
): void {
  for (const [name, value] of Object.entries(expected)) {
    const number = (found as Record<string, number>)[name];
    const within = Math.abs(number - value) <= Math.max(relative * Math.abs(value), absolute);
    // The message of toEqual shows both; NaN is within nothing.
    if (!within) expect({ [name]: number }).toEqual({ [name]: value });
  }
}
