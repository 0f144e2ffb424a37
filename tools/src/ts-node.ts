/** The command line that runs a TypeScript file of this repository. */
export const tsNode = (file: string, ...args: string[]): string[] => [
  process.execPath,
  require.resolve('ts-node/dist/bin.js'),
  file,
  ...args,
];
