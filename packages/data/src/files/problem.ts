/** The four things that a person needs to mend what went wrong. */
export interface ProblemParts {
  /** File, option, address or task. */
  where: string;
  expected: string;
  found: string;
  /** The next step, as an imperative: "Delete the file and run data:urls again." */
  todo: string;
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
  constructor(
    readonly parts: ProblemParts,
    options?: ErrorOptions,
  ) {
    super(`${parts.where}: expected ${parts.expected}, found ${parts.found}. ${parts.todo}`, options);
    this.name = 'Problem';
  }
}
