import { relative } from 'node:path';
import { artifactsDir, endOnSignal, Problem, reportFailure } from '@reprise/base';
import { loadFashionMnist, loadUrlFrame, loadUrls } from '@reprise/data';
import { buildClaims, countVerdicts } from './claims';
import { type EvalOptions, parseCommandLine } from './command-line';
import { buildReport, headline } from './report';

async function loadTestUrls(): Promise<{ urls: string[]; labels: Uint8Array }> {
  const [frame, { test, testRows }] = await Promise.all([loadUrlFrame(), loadUrls()]);
  const url = frame.array('URL') as ArrayLike<string>;
  return { urls: Array.from(testRows, (row) => url[row]), labels: test.y };
}

async function report({ profile, seed }: EvalOptions): Promise<void> {
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

async function claims({ task, profile, seed }: EvalOptions): Promise<void> {
  const sweep = task === 'sweep';
  const found = process.env['REPRISE_SEED'] ?? '1';
  if (sweep && found !== '1')
    throw new Problem({
      where: 'REPRISE_SEED',
      expected: 'none for a sweep, which trains seeds 1 to 5',
      found,
      todo: 'Unset it, and run `npx nx run eval:sweep` again.',
    });
  const { folder, record } = await buildClaims(artifactsDir(), profile, seed, sweep);
  console.log(`${record.claims.length} claims: ${countVerdicts(record.claims)}`);
  console.log(`Verdicts: ${relative(process.cwd(), folder)}/findings.md`);
}

async function main(argv: string[]): Promise<void> {
  const options = parseCommandLine(argv);
  await (options.task === 'report' ? report(options) : claims(options));
}

endOnSignal(() => `eval:${process.argv[2]}: stopped. Earlier results are untouched. Run the same command again.`);
main(process.argv.slice(2)).catch(reportFailure);
