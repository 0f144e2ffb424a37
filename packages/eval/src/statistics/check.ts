// Checks of arguments. Each throws a RangeError that says what was expected and what was found.

/** A whole number of at least `least`. */
export function checkCount(name: string, count: number, least = 0): void {
  if (!Number.isSafeInteger(count) || count < least)
    throw new RangeError(`${name}: expected a whole number of at least ${least}, found ${count}`);
}

export function checkShare(name: string, share: number): void {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`${name}: expected a share from 0 to 1, found ${share}`);
}

/** At least `least` finite numbers. */
export function checkFinite(name: string, values: ArrayLike<number>, least = 1): void {
  if (values.length < least) throw new RangeError(`${name}: expected at least ${least}, found ${values.length}`);
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]))
      throw new RangeError(`${name}: expected finite numbers, found ${values[i]} at ${i}`);
}

/** At least one row, each 0 or 1. */
export function checkBinary(name: string, values: ArrayLike<number>): void {
  if (values.length === 0) throw new RangeError(`${name}: expected at least one row, found none`);
  for (let i = 0; i < values.length; i++)
    if (values[i] !== 0 && values[i] !== 1)
      throw new RangeError(`${name}: expected 0 or 1, found ${values[i]} at ${i}`);
}

export function checkSameLength(names: string, a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length !== b.length)
    throw new RangeError(`${names}: expected equal lengths, found ${a.length} and ${b.length}`);
}
