/** A probability or a loss. @example fixed(0.99996) // '1.0000' */
export const fixed = (value: number): string => value.toFixed(4);

/** A weight with its sign, three digits of it. @example signed(-0.01234) // '−0.0123' */
export const signed = (value: number): string =>
  `${value < 0 ? '−' : '+'}${new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(Math.abs(value))}`;
