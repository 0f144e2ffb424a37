import type { Measurement } from '../claim';

/** A number for people: whole ones in full, others with four significant digits. */
export function number(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

/** A measured value in one line. */
export function valueText(value: Measurement['value']): string {
  if (typeof value === 'number') return number(value);
  const lines = value.split('\n').length;
  return lines > 1 ? `${lines} lines` : value;
}

/** An interval in brackets; empty where chance has no part or one training cannot tell. */
export function intervalText({ value, low, high, spread }: Measurement): string {
  if (low !== undefined && high !== undefined)
    return low === high && low === value ? '' : ` (${number(low)} to ${number(high)})`;
  return spread ? ` (one more seed: ${number(spread.low)} to ${number(spread.high)})` : '';
}
