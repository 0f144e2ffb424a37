import { InvalidArgumentError, Option } from 'commander';

function seed(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 0xffffffff) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 0 to 4294967295, such as --seed 7.');
}

/** `--seed <seed>`, or REPRISE_SEED, or 1. */
export const seedOption = (description: string): Option =>
  new Option('--seed <seed>', description).argParser(seed).env('REPRISE_SEED').default(1);
