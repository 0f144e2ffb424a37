import type { Measurement } from './claim';

/** A number for people: counts as they are, others with four digits that tell. */
export function number(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

/** An interval in brackets; nothing where nothing is left to chance, or where one training cannot tell. */
export function intervalText({ value, low, high, spread }: Measurement): string {
  if (low !== undefined && high !== undefined)
    return low === high && low === value ? '' : ` (${number(low)} to ${number(high)})`;
  return spread ? ` (one more seed: ${number(spread.low)} to ${number(spread.high)})` : '';
}
