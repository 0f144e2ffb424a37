import { stat } from 'node:fs/promises';
import { Problem } from '@reprise/base';

/**
 * The folder that an environment variable names.
 * @throws Problem if the variable is not set or does not name a folder
 */
export async function userFolder(variable: string): Promise<string> {
  const folder = process.env[variable];
  const entry = folder ? await stat(folder).catch(() => undefined) : undefined;
  if (folder && entry?.isDirectory()) return folder;
  throw new Problem({
    where: variable,
    expected: 'a folder',
    found: folder ? `"${folder}", which is not a folder` : 'no value',
    todo: `Set ${variable} to the path of a folder that has the files.`,
  });
}
