import { asProblem } from './as-problem';

/**
 * What every program does with an error that reached its end: the message alone of what a person can mend, all of anything
 * else, on standard error; and 1 as its exit status.
 * @example main().catch(reportFailure)
 */
export function reportFailure(error: unknown): void {
  console.error(asProblem(error)?.message ?? error);
  process.exitCode ||= 1;
}
