import { createRequire } from 'node:module';

/**
 * `require` at first use, for modules of this folder. What happens on every run (all is there, say so) must not pay
 * for the parts that fetch and build: with them the start takes several times as long.
 */
export const later = createRequire(__filename);
