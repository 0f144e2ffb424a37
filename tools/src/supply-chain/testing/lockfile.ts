import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';

/** A package in package-lock.json (version 3). */
interface Package {
  /** Set if the folder has another name: an alias. */
  name?: string;
  version?: string;
  resolved?: string;
  link?: boolean;
  /** `sha512-…`, of the tarball. */
  integrity?: string;
  license?: string;
  hasInstallScript?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** By folder: `node_modules/nx/node_modules/minimatch`. */
export type Packages = Record<string, Package>;

/** Reads this repository's. */
export const readLockfile = (): Packages =>
  (JSON.parse(readFileSync(join(repositoryRoot(), 'package-lock.json'), 'utf8')) as { packages: Packages }).packages;

/** The packages that npm fetches, for all platforms. Workspaces are left out. */
export const thirdParty = (packages: Packages): (Package & { folder: string; name: string })[] =>
  Object.entries(packages)
    .filter(([folder, { link }]) => folder.includes('node_modules/') && !link)
    .map(([folder, one]) => ({ name: folder.replace(/^.*node_modules\//, ''), ...one, folder }));

/** The folder that holds `folder`'s node_modules folder. */
const above = (folder: string): string => folder.replace(/(^|\/)(node_modules\/(@[^/]+\/)?[^/]+|[^/]+)$/, '');

/**
 * Finds dependencies that the lockfile names and does not hold. npm leaves out binaries of other platforms if the registry
 * did not have all of them at the time; `npm ci` then fails on those platforms.
 * @returns lines such as `node_modules/sharp -> @img/sharp-win32-x64@0.35.5`
 */
export function missingFromLockfile(packages: Packages): string[] {
  const find = (folder: string, name: string): Package | undefined =>
    packages[`${folder && `${folder}/`}node_modules/${name}`] ?? (folder ? find(above(folder), name) : undefined);
  return Object.entries(packages).flatMap(([folder, { dependencies, optionalDependencies }]) =>
    Object.entries({ ...dependencies, ...optionalDependencies })
      .filter(([name, range]) => {
        const found = find(folder, name);
        const exact = optionalDependencies?.[name] !== undefined && /^\d+\.\d+\.\d+$/.test(range);
        return found === undefined || (exact && found.version !== range);
      })
      .map(([name, range]) => `${folder || '(root)'} -> ${name}@${range}`),
  );
}
