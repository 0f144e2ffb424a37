import type { Lockfile } from '../lockfile';

/** A package that npm fetches. */
export interface LockedPackage {
  /** Its place: `node_modules/nx/node_modules/minimatch`. */
  at: string;
  name: string;
  version: string;
  licence: string | undefined;
  integrity: string | undefined;
  installScript: boolean;
}

/** All packages of a lockfile that npm fetches, of all platforms: not our own, which it only links. */
export const lockedPackages = ({ packages }: Lockfile): LockedPackage[] =>
  Object.entries(packages)
    .filter(([at, { link }]) => at.includes('node_modules/') && !link)
    .map(([at, { name, version, license, integrity, hasInstallScript }]) => ({
      at,
      name: name ?? at.slice(at.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: version ?? '',
      licence: license,
      integrity,
      installScript: hasInstallScript === true,
    }));
