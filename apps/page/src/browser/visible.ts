/**
 * One character of a stranger's text, to be shown: what has no shape of its own, or changes how its neighbours are shown
 * (control and bidirectional characters, spaces, combining marks, halves of surrogate pairs), becomes an escape.
 * @example visible('\u202e') // '\\u202e'
 * visible('a') // 'a'
 */
export const visible = (character: string): string =>
  character === ' '
    ? '␣'
    : /[\p{C}\p{Z}\p{M}]/u.test(character)
      ? `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`
      : character;
