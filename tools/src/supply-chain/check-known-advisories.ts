import { satisfies } from 'semver';
import type { Finding } from './finding';
import type { LockedPackage } from './locked-packages';

/** known-advisories.json: an advisory that was looked up by hand, with the versions that have the hole. */
export interface KnownAdvisory {
  /** `GHSA-…` */
  id: string;
  package: string;
  range: string;
}

/**
 * Whether a version in the lockfile has a hole that we know of without asking. It is no `npm audit`: it knows what somebody
 * wrote down, and keeps a version from falling back where no registry answers.
 */
export function checkKnownAdvisories(packages: LockedPackage[], advisories: KnownAdvisory[]): Finding {
  const hit = advisories.flatMap((advisory) =>
    packages
      .filter(({ name, version }) => name === advisory.package && satisfies(version, advisory.range))
      .map(({ at, version }) => ({ at, version, ...advisory })),
  );
  const gone = advisories.filter((advisory) => !packages.some(({ name }) => name === advisory.package));
  return {
    rows: [
      {
        fault: 'advisories that were looked up by hand, held against the versions in the lockfile',
        times: advisories.length,
        outcome: hit.length === 0 ? 'none applies' : `${hit.length} apply`,
      },
    ],
    failures: [
      ...hit.map(
        ({ at, version, id, range }) =>
          `${at} ${version}: has ${id} (${range}). Raise it, or override it in package.json.`,
      ),
      ...gone.map(
        ({ id, package: name }) =>
          `${name}, ${id}: the package is not used any more. Remove it from known-advisories.json.`,
      ),
    ],
    unanswered: [],
  };
}
