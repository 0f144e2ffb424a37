import { InvalidArgumentError } from 'commander';

/** A number of things as it stands on a command line. @throws InvalidArgumentError when it is none, or 0 */
export function parseCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 1 on.');
}
