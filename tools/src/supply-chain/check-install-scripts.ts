import type { Finding } from './finding';
import type { LockedPackage } from './locked-packages';

/**
 * Whether each package that has an install script is known, with the reason why it works without.
 * @param reasons by name of package: install-scripts.json
 */
export function checkInstallScripts(packages: LockedPackage[], reasons: Record<string, string>): Finding {
  const names = new Set(packages.filter(({ installScript }) => installScript).map(({ name }) => name));
  const fresh = [...names].filter((name) => !Object.hasOwn(reasons, name));
  const gone = Object.keys(reasons).filter((name) => !names.has(name));
  return {
    rows: [
      {
        fault: 'npm packages that ask to run a script when installed',
        times: names.size,
        outcome: fresh.length === 0 ? 'none of them runs, and none is needed' : `${fresh.length} not looked at yet`,
      },
    ],
    failures: [
      ...fresh.map(
        (name) =>
          `${name}: has an install script. See whether it works without, and say why in install-scripts.json; else do without the package.`,
      ),
      ...gone.map((name) => `${name}: has no install script any more. Remove it from install-scripts.json.`),
    ],
    unanswered: [],
  };
}
