// Writes the protocol's tables into docs/protocol.md, a full run's results from its report into docs/results.md, and a sweep's
// verdicts into docs/findings.md and README.md:
//   npx nx run runner:all && npx nx run eval:sweep
//   npx nx run tools:publish-results
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  artifactsDir,
  digest,
  markdownTable,
  Problem,
  putBetweenMarks,
  reportFailure,
  repositoryRoot,
} from '@reprise/base';
import {
  belowBaseline,
  type ClaimsRecord,
  countVerdicts,
  HEADLINES,
  MODELS,
  protocolTables,
  readClaims,
  verdictTable,
} from '@reprise/eval';
import { RunRecord } from '@reprise/records';
import { basis, measuredRun, SEED } from './measured-run';

const DOCS = join(repositoryRoot(), 'docs');

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

const runRecord = (model: string): string =>
  readFileSync(artifactsDir('full', model, `seed-${SEED}`, 'run.json'), 'utf8');

/** The verdicts of a sweep. @throws Problem when there is none, or it judged other runs than the report's */
async function sweepVerdicts(): Promise<ClaimsRecord> {
  const record = await readClaims(artifactsDir(), 'full', SEED, true);
  const other = MODELS.find((model) => record.records[`${model} seed ${SEED}`] !== digest(runRecord(model)));
  if (other)
    throw new Problem({
      where: artifactsDir('sweep'),
      expected: `verdicts on the present run of ${other}`,
      found: 'another run',
      todo: 'Run `npx nx run eval:sweep` again.',
    });
  return record;
}

async function publishReport(): Promise<void> {
  const folder = artifactsDir('full', 'report', `seed-${SEED}`);
  const report = readFileSync(join(folder, 'report.md'), 'utf8');
  const curves = MODELS.map((model) => {
    const name = `${model}-loss.svg`;
    copyFileSync(join(folder, 'figures', name), join(DOCS, 'figures', name));
    return `![Loss by epoch: ${model}](figures/${name})`;
  });
  const digests = MODELS.map((model) => {
    const text = runRecord(model);
    return [model, String(RunRecord.parse(JSON.parse(text)).epochs_run), `\`${digest(text)}\``];
  });
  const measured = await measuredRun(MODELS[MODELS.length - 1]);
  const page = [
    '# Results of a full run',
    `Seed ${SEED}, the default, fixed before the first full run. Written by \`npx nx run tools:publish-results\` from the report of \`npx nx run runner:all\`.`,
    `${basis(measured)}; Node ${measured.node}, TensorFlow ${measured.tensorflow}.`,
    '## Published and measured',
    section(report, 'Published and measured'),
    '## Curves',
    'Reprise over the notebook’s.',
    ...curves,
    '## Run records',
    markdownTable(['model', 'epochs', 'sha256 of run.json'], digests, [1]),
  ];
  writeFileSync(join(DOCS, 'results.md'), `${page.join('\n\n')}\n`);
}

/** Writes all verdicts with their plots to docs/findings.md, and those that stand for each model to README.md. */
function publishFindings({ claims }: ClaimsRecord): void {
  const from = artifactsDir('sweep');
  const to = join(DOCS, 'figures', 'findings');
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(join(from, 'figures')).filter((file) => file.endsWith('.svg')))
    copyFileSync(join(from, 'figures', name), join(to, name));
  const findings = readFileSync(join(from, 'findings.md'), 'utf8').replaceAll('](figures/', '](figures/findings/');
  const page = [
    '# Findings',
    'Which of the notebook’s figures and conclusions hold, which do not, and what its method hides. Written by `npx nx run tools:publish-results` from `npx nx run eval:sweep`; the claims, with the reason for each tolerance, are in [claims/list](../packages/eval/src/claims/list). `npx reprise verify --profile sweep` judges them again.',
    findings,
  ];
  writeFileSync(join(DOCS, 'findings.md'), `${page.join('\n\n').trimEnd()}\n`);
  const headlines = HEADLINES.flatMap(({ claim, note }) =>
    claims
      .filter(({ id }) => id === claim)
      .map((judged) => ({ ...judged, subject: note ? `${judged.subject}, ${note}` : judged.subject })),
  );
  const readme = join(repositoryRoot(), 'README.md');
  const verdicts = [
    verdictTable(headlines),
    ...belowBaseline(claims),
    `${claims.length} claims, judged on five seeds and five splits: ${countVerdicts(claims)}.`,
  ];
  writeFileSync(readme, putBetweenMarks(readFileSync(readme, 'utf8'), 'results', verdicts.join('\n\n')));
}

/** docs/protocol.md with the tables of the present protocol. */
export const protocolPage = (): string =>
  putBetweenMarks(readFileSync(join(DOCS, 'protocol.md'), 'utf8'), 'protocol', protocolTables());

async function main(): Promise<void> {
  writeFileSync(join(DOCS, 'protocol.md'), protocolPage());
  const record = await sweepVerdicts();
  await publishReport();
  publishFindings(record);
}

if (require.main === module) main().catch(reportFailure);
