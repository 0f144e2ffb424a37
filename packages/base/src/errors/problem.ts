/** What the user needs to fix a problem. */
export interface ProblemParts {
  /** A file, option, address or task. */
  where: string;
  expected: string;
  found: string;
  /** The next step, as an imperative: "Delete the file and run data:urls again." */
  todo: string;
}

/** The most characters of a part that are shown. */
const LONGEST = 4000;

/**
 * Untrusted text, safe to print in a terminal: control characters, format characters, invisible characters and lone
 * surrogates become \u escapes, one per UTF-16 unit. JSON text keeps its meaning.
 * @example printable('a\u001b[2Jb') // 'a\\u001b[2Jb'
 */
export const printable = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, (character) =>
    Array.from({ length: character.length }, (_, i) => {
      return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`;
    }).join(''),
  );

/** Parts quote untrusted text, such as URLs and names in archives: it must not move the cursor or fill the screen. */
function shown(part: string): string {
  const safe = part.slice(0, LONGEST + 1).replace(/[^\n\t]+/g, printable);
  if (safe.length <= LONGEST) return safe;
  const whole = safe.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, ''); // half of a character
  return `${whole}… (${part.length} characters)`;
}

/**
 * An error that the user can fix: a command prints its message without a stack trace and exits with status 1. Any other
 * error is a bug.
 *
 * @example
 * throw new Problem({ where: '--seed', expected: 'a whole number from 0 to 4294967295', found: '"x"', todo: 'Pass --seed=7.' });
 * // message: --seed: expected a whole number from 0 to 4294967295, found "x". Pass --seed=7.
 */
export class Problem extends Error {
  readonly parts: ProblemParts;

  constructor({ where, expected, found, todo }: ProblemParts, options?: ErrorOptions) {
    const parts = { where: shown(where), expected: shown(expected), found: shown(found), todo: shown(todo) };
    super(`${parts.where}: expected ${parts.expected}, found ${parts.found}. ${parts.todo}`, options);
    this.parts = parts;
    this.name = 'Problem';
  }
}
