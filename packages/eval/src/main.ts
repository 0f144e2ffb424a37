import { relative } from 'node:path';
import { artifactsDir, endOnSignal, Problem, reportFailure } from '@reprise/base';
import { loadFashionMnist, loadUrlRows, loadUrls } from '@reprise/data';
import { type Profile, profileOption, seedOption } from '@reprise/records';
import { Command } from 'commander';
import { buildClaims, countVerdicts, SWEEP_SEEDS } from './claims';
import { buildReport } from './report/build-report';
import { headline } from './report/judge/judge-model';

interface Options {
  profile: Profile;
  seed: number;
}

async function loadTestUrls(): Promise<{ urls: string[]; labels: Uint8Array }> {
  const [{ urls }, { test, testRows }] = await Promise.all([loadUrlRows(), loadUrls()]);
  return { urls: Array.from(testRows, (row) => urls[row]), labels: test.y };
}

async function report({ profile, seed }: Options): Promise<void> {
  const sources = { artifacts: artifactsDir(), loadFashionMnist, loadTestUrls };
  const { folder, results } = await buildReport(sources, profile, seed);
  for (const model of results.models) {
    if (model.status !== 'measured') console.error(`${model.title} is ${model.status}: ${model.reason}`);
    else {
      const { label, measured, published } = headline(model) ?? {};
      const notebook = published == null ? '' : `, in the notebook ${published.toFixed(5)}`;
      console.log(`${model.title}: ${label} ${measured?.toFixed(5)}${notebook}`);
    }
  }
  if (results.notice !== null) console.log(results.notice);
  console.log(`Report: ${relative(process.cwd(), folder)}/report.html`);
}

async function claims({ profile, seed }: Options, sweep: boolean): Promise<void> {
  const { folder, record } = await buildClaims(artifactsDir(), profile, seed, sweep);
  console.log(`${record.claims.length} claims: ${countVerdicts(record.claims)}`);
  console.log(`Verdicts: ${relative(process.cwd(), folder)}/findings.md`);
}

async function sweep(): Promise<void> {
  const found = process.env['REPRISE_SEED'] ?? '1';
  if (found !== '1')
    throw new Problem({
      where: 'REPRISE_SEED',
      expected: 'none for a sweep, which trains the seeds of docs/protocol.md',
      found,
      todo: 'Unset it, and run `npx nx run eval:sweep` again.',
    });
  await claims({ profile: 'full', seed: SWEEP_SEEDS[0] }, true);
}

endOnSignal(() => `eval:${process.argv[2]}: stopped. Earlier results are untouched. Run the same command again.`);

const program = new Command('eval');
const command = (name: string): Command =>
  program.command(name).addOption(profileOption()).addOption(seedOption()).allowExcessArguments(false);
command('report').action(report);
command('claims').action((options: Options) => claims(options, false));
program.command('sweep').allowExcessArguments(false).action(sweep);
program.parseAsync().catch(reportFailure);
