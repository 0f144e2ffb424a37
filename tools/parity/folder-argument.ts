import { Problem } from '@reprise/base';

/** The folder that a script of this folder is to write into. @throws Problem where none is named */
export function folderArgument(script: string, example: string): string {
  const [folder] = process.argv.slice(2);
  if (folder !== undefined) return folder;
  const todo = `Run \`npx ts-node tools/parity/${script}.ts ${example}\`.`;
  throw new Problem({ where: script, expected: 'a folder', found: 'none', todo });
}
