import { InvalidArgumentError, Option } from 'commander';
import { PROFILES } from './run-record';

/**
 * `--profile <profile>`: full by default.
 * @param more further choices beside the profiles
 */
export const profileOption = (description?: string, ...more: string[]): Option =>
  new Option('--profile <profile>', description).choices([...PROFILES, ...more]).default('full');

/** `--seed <seed>`: 1 by default. */
export const seedOption = (description?: string): Option =>
  new Option('--seed <seed>', description)
    .argParser((text) => {
      if (/^\d+$/.test(text) && Number(text) <= 0xffffffff) return Number(text);
      throw new InvalidArgumentError('Expected a whole number from 0 to 4294967295, such as --seed 7.');
    })
    .default(1);
