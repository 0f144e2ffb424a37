import { InvalidArgumentError } from 'commander';

/** Parses a command line's count. @throws InvalidArgumentError when the text is not a whole number, or 0 */
export function parseCount(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number of at least 1.');
}
