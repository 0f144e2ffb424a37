import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Problem } from '@reprise/data';
import { addonLink } from './runtime-info';
import { ADDON } from './runtime-record';

/**
 * Makes tfjs-node load the addon of a runtime's folder. A link, not a copy: Node resolves it before it loads, and the
 * addon finds its libraries beside itself. Whatever stood there is replaced in one step.
 * @throws Problem when node_modules cannot be written
 */
export async function linkAddon(packageFolder: string, folder: string): Promise<void> {
  const link = addonLink(packageFolder);
  const fresh = `${link}.${process.pid}`;
  try {
    await mkdir(dirname(link), { recursive: true });
    await rm(fresh, { force: true });
    await symlink(join(folder, ADDON), fresh);
    await rename(fresh, link);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    throw new Problem(
      {
        where: dirname(link),
        expected: 'a folder that this user may write',
        found: code ?? message,
        todo: 'Run `npm ci` and this as the same user, or give that user the right to write node_modules.',
      },
      { cause },
    );
  }
}
