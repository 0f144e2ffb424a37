import { stat } from 'node:fs/promises';
import { Problem } from '@reprise/base';

/**
 * A folder that the user names in an environment variable.
 * @throws Problem when the variable is not set, or names no folder
 */
export async function userFolder(variable: string): Promise<string> {
  const folder = process.env[variable];
  const problem = (found: string): Problem =>
    new Problem({
      where: variable,
      expected: 'a folder',
      found,
      todo: `Set ${variable} to a folder that has the files.`,
    });
  if (folder === undefined || folder === '') throw problem('no value');
  const isFolder = await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) throw problem(`"${folder}", which is none`);
  return folder;
}
