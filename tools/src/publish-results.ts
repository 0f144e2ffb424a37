// Takes the figures of a full run into docs/results.md, word for word as the report has them, and the verdicts of a sweep
// into README.md and docs/findings.md:
//   npx nx run runner:all && npx nx run eval:sweep
//   npx nx run tools:publish-results --note="What a reader should know of this run."
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { artifactsDir, digest, Problem, reportFailure, repositoryRoot } from '@reprise/base';
import {
  belowBaseline,
  claimGroups,
  type ClaimsRecord,
  countVerdicts,
  readClaims,
  verdictTable,
  MODELS,
} from '@reprise/eval';
import { RunRecord } from '@reprise/records';
import { putBetweenMarks } from './marks';

const SEED = 1;

/** The section of a Markdown text under `## heading`, without the heading. */
export function section(markdown: string, heading: string): string {
  const [, body] = markdown.split(new RegExp(`^## ${heading}$`, 'm'));
  if (body === undefined)
    throw new Problem({
      where: 'report.md',
      expected: `a section "${heading}"`,
      found: 'none',
      todo: 'Run `npx nx run eval:report` again.',
    });
  return body.split(/^## /m)[0].trim();
}

function digests(): { model: string; epochs: number; sha256: string }[] {
  return MODELS.map((model) => {
    const text = readFileSync(artifactsDir('full', model, `seed-${SEED}`, 'run.json'), 'utf8');
    return { model, epochs: RunRecord.parse(JSON.parse(text)).epochs_run, sha256: digest(text) };
  });
}

const digestTable = (): string =>
  [
    '| model | epochs | sha256 of run.json |',
    '| --- | ---: | --- |',
    ...digests().map(({ model, epochs, sha256 }) => `| ${model} | ${epochs} | \`${sha256}\` |`),
  ].join('\n');

/** The verdicts of a sweep on the very runs that the report is of. @throws Problem when there is none, or of others */
async function sweepVerdicts(): Promise<ClaimsRecord> {
  const record = await readClaims(artifactsDir(), 'full', SEED, true);
  const other = digests().find(({ model, sha256 }) => record.records[`${model} seed ${SEED}`] !== sha256);
  if (other)
    throw new Problem({
      where: artifactsDir('sweep'),
      expected: `verdicts on the run of ${other.model} that is there`,
      found: 'another one',
      todo: 'Run `npx nx run eval:sweep` again.',
    });
  return record;
}

/** Takes each model's loss curve, ours over the notebook's, into docs/figures. */
function curves(): string {
  const from = artifactsDir('full', 'report', `seed-${SEED}`, 'figures');
  const to = join(repositoryRoot(), 'docs', 'figures');
  mkdirSync(to, { recursive: true });
  return MODELS.map((model) => {
    const name = `${model}-loss.svg`;
    copyFileSync(join(from, name), join(to, name));
    return `![Loss by epoch of ${model}, ours over the notebook's](figures/${name})`;
  }).join('\n\n');
}

function publishReport(note: string | undefined): void {
  const report = readFileSync(artifactsDir('full', 'report', `seed-${SEED}`, 'report.md'), 'utf8');
  const overview = section(report, 'Published and measured');
  const page = [
    '# Results of a full run',
    `The default seed, ${SEED}, was fixed before the first full run. Written by \`npx nx run tools:publish-results\` from the report of \`npx nx run runner:all\`.`,
    ...(note ? [note] : []),
    '## Published and measured',
    overview,
    '## Time and machine',
    section(report, 'Time and machine'),
    '## Curves',
    curves(),
    '## Run records',
    digestTable(),
  ];
  writeFileSync(join(repositoryRoot(), 'docs', 'results.md'), `${page.join('\n\n')}\n`);
}

/** The verdicts of a sweep: all of them with their figures as a page, the conclusions into the README. */
function publishFindings(record: ClaimsRecord): void {
  const from = artifactsDir('sweep');
  const to = join(repositoryRoot(), 'docs', 'figures', 'findings');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(join(from, 'figures')).filter((file) => file.endsWith('.svg')))
    copyFileSync(join(from, 'figures', name), join(to, name));
  const findings = readFileSync(join(from, 'findings.md'), 'utf8').replaceAll('](figures/', '](figures/findings/');
  const page = [
    '# Findings',
    'What holds of the notebook’s figures and conclusions, what does not, and what its method hides. Written by `npx nx run tools:publish-results` from `npx nx run eval:sweep`; the claims themselves, with the reason for each tolerance, are data in [claims.ts](../packages/eval/src/claims/claims.ts). `npx reprise verify --profile sweep` checks them again.',
    findings,
  ];
  writeFileSync(join(repositoryRoot(), 'docs', 'findings.md'), `${page.join('\n\n').trimEnd()}\n`);
  const [conclusions] = claimGroups(record.claims);
  const readme = join(repositoryRoot(), 'README.md');
  const verdicts = [
    ...belowBaseline(record.claims),
    `${record.claims.length} claims, judged on five seeds and five splits: ${countVerdicts(record.claims)}. What the notebook concludes:`,
    verdictTable(conclusions.claims),
  ];
  writeFileSync(readme, putBetweenMarks(readFileSync(readme, 'utf8'), 'results', verdicts.join('\n\n')));
}

async function main(note: string | undefined): Promise<void> {
  const record = await sweepVerdicts();
  publishReport(note);
  publishFindings(record);
}

if (require.main === module)
  main(parseArgs({ options: { note: { type: 'string' } } }).values.note).catch(reportFailure);
