import type { Finding } from './finding';
import type { LockedPackage } from './locked-packages';

/** Whether npm verifies each package that it fetches: by a whole SHA-512 in the lockfile. */
export function checkDigests(packages: LockedPackage[]): Finding {
  const without = packages.filter(({ integrity }) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''));
  return {
    rows: [
      {
        fault: 'npm packages in the lockfile, of all platforms, looked at for a SHA-512 digest',
        times: packages.length,
        outcome: without.length === 0 ? 'each has one' : `${without.length} have none`,
      },
    ],
    failures: without.map(({ at }) => `${at}: has no SHA-512 digest in package-lock.json. Run \`npm install\`.`),
    unanswered: [],
  };
}
