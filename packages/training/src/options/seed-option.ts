import { InvalidArgumentError, Option } from 'commander';

/** A seed as it stands on a command line. @throws InvalidArgumentError when it is none */
function parseSeed(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 0xffffffff) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 0 to 4294967295, such as --seed 7.');
}

/** `--seed <seed>`: 1 by default. */
export const seedOption = (description?: string): Option =>
  new Option('--seed <seed>', description).argParser(parseSeed).default(1);
