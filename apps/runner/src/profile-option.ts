import { PROFILES } from '@reprise/engine/records';
import { Option } from 'commander';

/** `--profile <profile>`: full, where nothing is said. */
export const profileOption = (description: string, ...more: string[]): Option =>
  new Option('--profile <profile>', description).choices([...PROFILES, ...more]).default('full');
