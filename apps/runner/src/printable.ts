/**
 * Text from a stranger, safe in a terminal: control characters, which could move the cursor or rewrite what was printed,
 * are shown as escapes; so are characters that have no shape or turn the direction of writing.
 * @example printable('a\u001b[2Jb') // 'a\\u001b[2Jb'
 */
export const printable = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
