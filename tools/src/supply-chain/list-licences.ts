import type { Fetched } from './fetched';
import type { LockedPackage } from './locked-packages';

/** Name, version and licence of each dependency, as a Markdown table: npm's packages first, then what npm does not know. */
export function listLicences(packages: LockedPackage[], fetched: Fetched[]): string {
  const rows = [
    ...packages.map(({ name, version, licence }) => [name, version, licence ?? 'none stated']),
    ...fetched.map(({ name, version, licence }) => [
      name,
      version ?? '',
      'expression' in licence ? licence.expression : licence.words,
    ]),
  ].map((cells) => `| ${cells.join(' | ')} |`);
  return ['| name | version | licence |', '| --- | --- | --- |', ...new Set(rows), ''].join('\n');
}
