import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';

/** The parts of package-lock.json (version 3) that count here. */
export interface Lockfile {
  packages: Record<
    string,
    {
      /** Only where it is not that of the folder: an alias. */
      name?: string;
      version?: string;
      resolved?: string;
      link?: boolean;
      /** `sha512-…`, of the package's file. */
      integrity?: string;
      license?: string;
      hasInstallScript?: boolean;
      dependencies?: Record<string, string>;
      optionalDependencies?: Record<string, string>;
    }
  >;
}

/** This repository's. */
export const readLockfile = (): Lockfile =>
  JSON.parse(readFileSync(join(repositoryRoot(), 'package-lock.json'), 'utf8')) as Lockfile;

/** The folder that holds `at`'s node_modules folder. */
const above = (at: string): string => at.replace(/(^|\/)(node_modules\/(@[^/]+\/)?[^/]+|[^/]+)$/, '');

/**
 * Dependencies that a lockfile names and does not hold. npm leaves out other platforms' binaries when a registry did not
 * have them all at the time, and then `npm ci` fails on those platforms.
 * @returns lines such as `node_modules/sharp -> @img/sharp-win32-x64@0.35.5`
 */
export function missingFromLockfile({ packages }: Lockfile): string[] {
  const find = (at: string, name: string): Lockfile['packages'][string] | undefined =>
    packages[`${at && `${at}/`}node_modules/${name}`] ?? (at ? find(above(at), name) : undefined);
  return Object.entries(packages).flatMap(([at, { dependencies, optionalDependencies }]) =>
    Object.entries({ ...dependencies, ...optionalDependencies })
      .filter(([name, range]) => {
        const found = find(at, name);
        const exact = optionalDependencies?.[name] !== undefined && /^\d+\.\d+\.\d+$/.test(range);
        return found === undefined || (exact && found.version !== range);
      })
      .map(([name, range]) => `${at || '(root)'} -> ${name}@${range}`),
  );
}
