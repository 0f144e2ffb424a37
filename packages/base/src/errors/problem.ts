import { printable } from './printable';

/** The four things that a person needs to mend what went wrong. */
export interface ProblemParts {
  /** File, option, address or task. */
  where: string;
  expected: string;
  found: string;
  /** The next step, as an imperative: "Delete the file and run data:urls again." */
  todo: string;
}

/** Characters of a part that are shown. */
const LONGEST = 4000;

/** Parts quote what came from outside: a URL, a name in an archive. It may not move a cursor, nor fill a screen. */
function shown(part: string): string {
  const safe = part.slice(0, LONGEST + 1).replace(/[^\n\t]+/g, printable);
  if (safe.length <= LONGEST) return safe;
  const whole = safe.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, ''); // half of a character
  return `${whole}… (${part.length} characters)`;
}

/**
 * An error that is somebody's to mend: the command prints its message without a stack trace and exits with 1.
 * Anything else that is thrown is a fault of ours.
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
