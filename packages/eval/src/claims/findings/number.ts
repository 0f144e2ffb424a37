/** A number for people: whole ones in full, others with four significant digits. */
export function number(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}

/** A found value in one line. */
export function valueText(value: number | string): string {
  if (typeof value === 'number') return number(value);
  const lines = value.split('\n').length;
  return lines > 1 ? `${lines} lines` : value;
}

export const rangeText = ({ low, high }: { low: number; high: number }): string => `${number(low)} to ${number(high)}`;

/** p, by its common logarithm. @example pText(-399.5) // '3.2e-400' */
export function pText(log10P: number): string {
  if (log10P >= -4) return String(Number((10 ** log10P).toPrecision(2)));
  const exponent = Math.floor(log10P);
  const [mantissa, shift] = (10 ** (log10P - exponent)).toExponential(1).split('e');
  return `${mantissa}e${exponent + Number(shift)}`;
}
