/**
 * Text from a stranger, safe in a terminal: what could move the cursor, rewrite what was printed, turn the direction of
 * writing or hide (controls, formats, what is drawn as nothing, halves of characters) is shown as escapes, by UTF-16 unit.
 * JSON text stays the same JSON.
 * @example printable('a\u001b[2Jb') // 'a\\u001b[2Jb'
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, (character) =>
    Array.from({ length: character.length }, (_, i) => {
      return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
    }).join(''),
  );
