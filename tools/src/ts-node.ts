import { join } from 'node:path';

/** The command line that runs a TypeScript file of this repository. */
export const tsNode = (file: string, ...args: string[]): string[] => [
  process.execPath,
  '--require',
  join(__dirname, '../ts-node-cached.js'),
  file,
  ...args,
];
