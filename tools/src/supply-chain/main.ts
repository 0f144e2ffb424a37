// tools:supply-chain and its parts:
//   npx nx run tools:supply-chain     # all; writes artifacts/sbom, the record and the figures of docs/supply-chain.md
//   npx nx run tools:sbom             # artifacts/sbom/reprise.cdx.json
//   npx nx run tools:licences         # all dependencies with their licences, also in artifacts/sbom/licences.md
//   npx nx run tools:audit            # known advisories and the registry's signatures
// Ends with 1 where something is not as it should be, and with 2 where all is but npm's registry did not answer.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, Problem, reportFailure, repositoryRoot } from '@reprise/base';
import writeFileAtomic from 'write-file-atomic';
import { readLockfile } from '../lockfile';
import { putBetweenMarks } from '../marks';
import { writeRecord } from '../reliability/record';
import { askAudit } from './ask-audit';
import auditExceptions from './audit-exceptions.json';
import { checkAudit } from './check-audit';
import { checkBom } from './check-bom';
import { checkDigests } from './check-digests';
import { checkFetched } from './check-fetched';
import { checkInstallScripts } from './check-install-scripts';
import { checkKnownAdvisories } from './check-known-advisories';
import { checkLicences } from './check-licences';
import { checkSignatures } from './check-signatures';
import { fetchedBesideNpm } from './fetched';
import type { Finding } from './finding';
import reasons from './install-scripts.json';
import knownAdvisories from './known-advisories.json';
import rules from './licences.json';
import { listLicences } from './list-licences';
import { lockedPackages } from './locked-packages';
import { npmJson } from './npm-json';
import { page } from './page';
import { runNpm } from './run-npm';
import { npmSbom, sbom, writeSbom } from './sbom';

const started = Date.now();
const today = new Date(started).toISOString().slice(0, 10);
const packages = lockedPackages(readLockfile());
const fetched = fetchedBesideNpm();

const licences = async (): Promise<Finding> => {
  mkdirSync(artifactsDir('sbom'), { recursive: true });
  await writeFileAtomic(artifactsDir('sbom', 'licences.md'), listLicences(packages, fetched));
  return checkLicences(packages, rules);
};

const bom = async (): Promise<Finding> => {
  const made = sbom(await npmSbom());
  await writeSbom(made);
  return checkBom(made);
};

const known = (): Finding => checkKnownAdvisories(packages, knownAdvisories);

const audit = async (): Promise<Finding> => checkAudit(await askAudit(), auditExceptions, packages.length, today);

const signatures = async (): Promise<Finding> =>
  checkSignatures(npmJson((await runNpm(['audit', 'signatures', '--json', '--fetch-retries=1'])).stdout));

const CHECKS: Record<string, (() => Finding | Promise<Finding>)[]> = {
  'supply-chain': [
    () => checkInstallScripts(packages, reasons),
    () => checkDigests(packages),
    () => checkFetched(fetched),
    bom,
    licences,
    known,
    audit,
    signatures,
  ],
  sbom: [bom],
  licences: [licences],
  audit: [known, audit, signatures],
};

/** The record for docs/reliability.md, and the figures of this subject's own page. */
async function publish(findings: Finding[]): Promise<void> {
  const npm = (await runNpm(['--version'])).stdout.trim();
  await writeRecord(started, {
    name: 'supply-chain',
    versions: { npm },
    settings: {},
    rows: findings.flatMap(({ rows }) => rows),
    failures: findings.flatMap(({ failures }) => failures),
  });
  const file = join(repositoryRoot(), 'docs', 'supply-chain.md');
  const text = page({ date: today, npm, findings, packages, reasons, rules, auditExceptions });
  writeFileSync(file, putBetweenMarks(readFileSync(file, 'utf8'), 'supply-chain', text));
}

async function main(part = 'supply-chain'): Promise<void> {
  if (!Object.hasOwn(CHECKS, part)) {
    const expected = `one of ${Object.keys(CHECKS).join(', ')}`;
    throw new Problem({ where: 'supply-chain', expected, found: part, todo: 'Leave it out for all.' });
  }
  const findings: Finding[] = [];
  for (const check of CHECKS[part]) findings.push(await check());
  if (part === 'supply-chain') await publish(findings);
  if (part === 'licences') console.log(readFileSync(artifactsDir('sbom', 'licences.md'), 'utf8'));
  for (const { fault, times, outcome } of findings.flatMap(({ rows }) => rows))
    console.log(`${fault}: ${times}, ${outcome}`);
  const failures = findings.flatMap((finding) => finding.failures);
  const unanswered = findings.flatMap((finding) => finding.unanswered);
  for (const line of failures) console.error(line);
  for (const line of unanswered) console.error(`Not answered: ${line}. Run it where npm's registry answers.`);
  process.exitCode = failures.length > 0 ? 1 : unanswered.length > 0 ? 2 : 0;
}

main(process.argv[2]).catch(reportFailure);
