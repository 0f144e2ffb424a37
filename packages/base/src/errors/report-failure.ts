import { asProblem } from './as-problem';

/**
 * Prints an error that ends a program and sets exit status 1: the message alone if the user can fix it, else all of it.
 * @example main().catch(reportFailure)
 */
export function reportFailure(error: unknown): void {
  console.error(asProblem(error)?.message ?? error);
  process.exitCode ||= 1;
}
