import { relative } from 'node:path';
import { styleText } from 'node:util';
import { artifactsDir, endOnSignal, printable, Problem, reportFailure } from '@reprise/base';
import { loadFashionMnist, loadUrlRows, loadUrls } from '@reprise/data';
import { type Profile, profileOption, seedOption } from '@reprise/records';
import { Command } from 'commander';
import { type Compared, compareRun, number, rangeText } from './claims';
import { buildSweep } from './records/build-sweep';
import { factsOfRun } from './records/facts';
import { readOneRun } from './records/read-one-run';
import { readBaselines, readVerdicts } from './records/read-records';
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
  const sources = {
    artifacts: artifactsDir(),
    loadFashionMnist,
    loadTestUrls,
    loadVerdicts: readVerdicts,
    loadBaselines: readBaselines,
  };
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

async function sweep(): Promise<void> {
  const found = process.env['REPRISE_SEED'] ?? '1';
  if (found !== '1')
    throw new Problem({
      where: 'REPRISE_SEED',
      expected: 'none for a sweep, which trains the seeds of docs/protocol.md',
      found,
      todo: 'Unset it, and run `npx nx run eval:sweep` again.',
    });
  const { folder, trainings } = await buildSweep(artifactsDir());
  console.log(`Records of ${trainings} trainings: ${relative(process.cwd(), folder)}`);
}

/** The exit status of a comparison without a training. */
const NOTHING = 2;

async function verify({ profile, seed, json }: Options & { json?: boolean }): Promise<void> {
  process.exitCode = NOTHING;
  const run = await readOneRun(artifactsDir(), profile, seed);
  if (run.size === 0)
    throw new Problem({
      where: `artifacts/${profile}, seed ${seed}`,
      expected: 'trainings',
      found: 'none',
      todo: `Run \`npx nx run runner:all:${profile} --seed=${seed}\`.`,
    });
  const compared = compareRun(run, (await readVerdicts()).judged, await factsOfRun(run));
  const count = (of: Compared['status']): number => compared.filter(({ status }) => status === of).length;
  const unlike = count('unlike');
  if (json) console.log(JSON.stringify(compared, null, 2));
  else {
    for (const { claim, found, oneMore, status } of compared) {
      const value = typeof found === 'number' ? number(found) : (found ?? '').split('\n')[0];
      const text = `  ${status.padEnd(12)}  ${claim.id}: ${printable(value)}${oneMore ? ` (one more seed: ${rangeText(oneMore)})` : ''}`;
      console.log(status === 'unlike' ? styleText('red', text) : text);
    }
    console.log(
      `${compared.length} facts and numbers of this run beside ten published seeds: ${unlike} unlike them, ${count('not measured')} not measured.`,
    );
  }
  process.exitCode = unlike > 0 ? 1 : 0;
}

endOnSignal(() => `eval:${process.argv[2]}: stopped. Earlier results are untouched. Run the same command again.`);

const program = new Command('eval');
const command = (name: string): Command =>
  program.command(name).addOption(profileOption()).addOption(seedOption()).allowExcessArguments(false);
command('report').action(report);
command('verify').option('--json').action(verify);
program.command('sweep').allowExcessArguments(false).action(sweep);
program.parseAsync().catch(reportFailure);
