import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { addonLink } from './runtime-info';
import { ADDON } from './runtime-record';

/**
 * Makes tfjs-node load the addon of a runtime's folder. A link, not a copy: Node resolves it before it loads, and the
 * addon finds its libraries beside itself. Whatever stood there is replaced in one step.
 */
export function linkAddon(packageFolder: string, folder: string): void {
  const link = addonLink(packageFolder);
  const fresh = `${link}.${process.pid}`;
  mkdirSync(dirname(link), { recursive: true });
  rmSync(fresh, { force: true });
  symlinkSync(join(folder, ADDON), fresh);
  renameSync(fresh, link);
}
