import { seedOption as option } from '@reprise/records';
import type { Option } from 'commander';

/** `--seed <seed>`, or REPRISE_SEED, or 1. */
export const seedOption = (description: string): Option => option(description).env('REPRISE_SEED');
