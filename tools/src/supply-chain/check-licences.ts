import satisfies from 'spdx-satisfies';
import type { Finding } from './finding';
import type { LockedPackage } from './locked-packages';

/** licences.json. */
export interface LicenceRules {
  /** SPDX identifiers of licences that need no word. */
  allowed: string[];
  /** Packages that may have one more. A `*` at the end of `packages` stands for any rest of the name. */
  exceptions: { packages: string; licence: string; reason: string }[];
}

type Exception = LicenceRules['exceptions'][number];

const isOf = ({ packages }: Exception, name: string): boolean =>
  packages.endsWith('*') ? name.startsWith(packages.slice(0, -1)) : name === packages;

/** Whether all that a licence expression binds to is allowed. An expression that is no SPDX is not. */
function isAllowed(licence: string, allowed: string[]): boolean {
  try {
    return satisfies(licence, allowed);
  } catch {
    return false;
  }
}

/** The exceptions by which a package may be used; undefined where it may not; none where it needs none. */
function exceptionsFor(
  { name, licence }: Pick<LockedPackage, 'name' | 'licence'>,
  { allowed, exceptions }: LicenceRules,
): Exception[] | undefined {
  if (licence === undefined) return undefined;
  if (isAllowed(licence, allowed)) return [];
  const own = exceptions.filter((exception) => isOf(exception, name));
  const whole = own.filter((exception) => exception.licence === licence);
  if (whole.length > 0) return whole;
  const ids = own.map((exception) => exception.licence).filter((id) => isAllowed(id, [id]));
  return ids.length > 0 && isAllowed(licence, [...allowed, ...ids]) ? own : undefined;
}

/** Whether each package has a licence that is allowed, or an exception with a reason; and each exception a package. */
export function checkLicences(packages: LockedPackage[], rules: LicenceRules): Finding {
  const uses = packages.map((one) => ({ one, by: exceptionsFor(one, rules) }));
  const refused = uses.filter(({ by }) => by === undefined);
  const used = new Set(uses.flatMap(({ by }) => by ?? []));
  const excepted = uses.filter(({ by }) => by !== undefined && by.length > 0).length;
  return {
    rows: [
      {
        fault: 'licences of npm packages, held against the list of free ones',
        times: packages.length,
        outcome:
          refused.length === 0
            ? `all on it but ${excepted}, each of those with a reason`
            : `${refused.length} neither on it nor excepted`,
      },
    ],
    failures: [
      ...refused.map(
        ({ one: { at, version, licence } }) =>
          `${at} ${version}: ${licence === undefined ? 'states no licence' : `is under ${licence}`}. Add it to licences.json with a reason, or do without the package.`,
      ),
      ...rules.exceptions
        .filter((exception) => !used.has(exception))
        .map(({ packages, licence }) => `${packages}, ${licence}: no package needs it. Remove it from licences.json.`),
    ],
    unanswered: [],
  };
}

/** How many packages are under each licence, the most frequent first. */
export function countLicences(packages: Pick<LockedPackage, 'licence'>[]): [licence: string, count: number][] {
  const counts = new Map<string, number>();
  for (const { licence = 'none stated' } of packages) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
