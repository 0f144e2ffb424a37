/** A probability or a loss. @example fixed(0.99996) // '1.0000' */
export const fixed = (value: number): string => value.toFixed(4);

/** A weight with its sign and three digits. @example signed(-0.01234) // '−0.0123' */
export const signed = (value: number): string =>
  `${value < 0 ? '−' : '+'}${new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(Math.abs(value))}`;

/**
 * One character of a URL, made visible: what has no shape of its own or changes its neighbours (control and bidirectional
 * characters, spaces, combining marks, halves of surrogate pairs) becomes an escape.
 * @example visible('a') // 'a'
 * @example visible('\u202e') // '\\u202e'
 */
export const visible = (character: string): string =>
  character === ' '
    ? '␣'
    : /[\p{C}\p{Z}\p{M}]/u.test(character)
      ? `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`
      : character;

/** A count with its thousands apart. @example count(10000) // '10,000' */
export const count = (value: number): string => value.toLocaleString('en');
