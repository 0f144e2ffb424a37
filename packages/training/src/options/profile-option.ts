import { Option } from 'commander';
import { PROFILES } from '../records';

/**
 * `--profile <profile>`: full by default.
 * @param more what may stand there beside the profiles
 */
export const profileOption = (description?: string, ...more: string[]): Option =>
  new Option('--profile <profile>', description).choices([...PROFILES, ...more]).default('full');
