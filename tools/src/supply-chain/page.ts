import type { AuditException } from './check-audit';
import { countLicences, type LicenceRules } from './check-licences';
import type { Finding } from './finding';
import type { LockedPackage } from './locked-packages';

export interface PageParts {
  /** `2026-11-26` */
  date: string;
  npm: string;
  findings: Finding[];
  packages: LockedPackage[];
  reasons: Record<string, string>;
  rules: LicenceRules;
  auditExceptions: AuditException[];
}

const table = (head: string[], align: string[], rows: (string | number)[][]): string =>
  [head, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** What stands between the marks of docs/supply-chain.md. */
export function page(parts: PageParts): string {
  const { date, npm, findings, packages, reasons, rules, auditExceptions } = parts;
  return [
    `${date}, npm ${npm}, Node ${process.versions.node}.`,
    table(
      ['what was looked at', 'how many', 'what came of it'],
      ['---', '---:', '---'],
      findings.flatMap(({ rows }) => rows.map(({ fault, times, outcome }) => [fault, times, outcome])),
    ),
    '**Licences** of the npm packages, of all platforms:',
    table(['licence', 'packages'], ['---', '---:'], countLicences(packages)),
    'Not on the list of free licences that need no word, and why they are used:',
    table(
      ['packages', 'licence', 'reason'],
      ['---', '---', '---'],
      rules.exceptions.map((one) => [one.packages.replaceAll('*', '\\*'), one.licence, one.reason]),
    ),
    '**Install scripts** that packages ask for, and why none is needed:',
    table(['package', 'its script'], ['---', '---'], Object.entries(reasons)),
    auditExceptions.length === 0
      ? '**Advisories** that we live with: none.'
      : '**Advisories** that we live with:\n\n' +
        table(
          ['advisory', 'package', 'reason', 'look again by'],
          ['---', '---', '---', '---'],
          auditExceptions.map((one) => [one.id, one.package, one.reason, one.reviewBy]),
        ),
  ].join('\n\n');
}
