import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inTempFolder, repositoryRoot } from '@reprise/base';
import { z } from 'zod';
import { npmJson, whyNot } from './npm-json';
import { runNpm } from './run-npm';

const Via = z.looseObject({
  name: z.string(),
  title: z.string(),
  url: z.string(),
  severity: z.string(),
  range: z.string(),
});

/** `npm audit --json`, as far as we look at it: a `via` in words names another package of the list. */
const Report = z.looseObject({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.looseObject({ via: z.array(z.union([z.string(), Via])) })),
});

/** A known hole in a version that the lockfile has. */
export interface Advisory {
  /** `GHSA-…` */
  id: string;
  package: string;
  title: string;
  severity: string;
  /** The versions that have it. */
  range: string;
}

export type AuditAnswer = { advisories: Advisory[] } | { unanswered: string };

/** Each advisory once, whatever depends on the package that has it. */
function advisoriesOf(report: z.infer<typeof Report>): Advisory[] {
  const found = Object.values(report.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((via) => typeof via !== 'string')
    .map(({ name, title, url, severity, range }) => ({
      id: url.slice(url.lastIndexOf('/') + 1),
      package: name,
      title,
      severity,
      range,
    }));
  return [...new Map(found.map((one) => [`${one.id} ${one.package}`, one])).values()];
}

/**
 * Asks the registry that npm is set to for the advisories about a lockfile.
 * @param options more options for npm
 */
async function audit(folder: string, options: string[]): Promise<AuditAnswer> {
  const asked = ['audit', '--json', '--package-lock-only', '--fetch-retries=1', '--fetch-timeout=60000', ...options];
  const answer = npmJson((await runNpm(asked, folder)).stdout);
  const parsed = Report.safeParse(answer);
  return parsed.success ? { advisories: advisoriesOf(parsed.data) } : { unanswered: whyNot(answer) };
}

/** A package that has a hole which every registry with advisories knows (GHSA-xvch-5gv4-984h, of 2022). */
const HOLED = { name: 'minimist', version: '0.0.8' };

/** Whether the registry knows advisories at all: some answer every question with an empty list. */
const control = (options: string[]): Promise<AuditAnswer> =>
  inTempFolder(async (folder) => {
    const dependencies = { [HOLED.name]: HOLED.version };
    const packages = { '': { dependencies }, [`node_modules/${HOLED.name}`]: { version: HOLED.version } };
    await writeFile(join(folder, 'package.json'), JSON.stringify({ dependencies }));
    await writeFile(
      join(folder, 'package-lock.json'),
      JSON.stringify({ lockfileVersion: 3, requires: true, packages }),
    );
    return audit(folder, options);
  });

/**
 * The advisories that the registry has about this repository's lockfile.
 * @param options more options for npm: a registry, a cache
 */
export async function askAudit(options: string[] = []): Promise<AuditAnswer> {
  const answer = await audit(repositoryRoot(), options);
  if ('unanswered' in answer || answer.advisories.length > 0) return answer;
  const known = await control(options);
  if ('unanswered' in known) return known;
  return known.advisories.length > 0
    ? answer
    : { unanswered: `the registry has no advisory about ${HOLED.name} ${HOLED.version} either, so it knows none` };
}
