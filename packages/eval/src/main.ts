import { relative } from 'node:path';
import { artifactsDir, endOnSignal, Problem, reportFailure } from '@reprise/base';
import { loadFashionMnist, loadUrlFrame, loadUrls } from '@reprise/data';
import { buildClaims, countVerdicts } from './claims';
import { type ReportOptions, runCommandLine } from './command-line';
import { buildReport } from './report';

async function loadTestUrls(): Promise<{ urls: string[]; labels: Uint8Array }> {
  const [frame, { test, testRows }] = await Promise.all([loadUrlFrame(), loadUrls()]);
  const url = frame.array('URL') as ArrayLike<string>;
  return { urls: Array.from(testRows, (row) => url[row]), labels: test.y };
}

async function report(options: ReportOptions): Promise<void> {
  const sources = { artifacts: artifactsDir(), loadFashionMnist, loadTestUrls };
  const { folder, results } = await buildReport(sources, options.profile, options.seed);
  for (const model of results.models)
    if (model.status !== 'measured') console.error(`${model.name} is ${model.status}: ${model.reason}`);
    else {
      const [{ label, measured, published }] = model.figures;
      console.log(`${model.name}: ${label} ${measured.toFixed(5)}, in the notebook ${published}`);
    }
  if (results.notice !== null) console.log(results.notice);
  console.log(`Report: ${relative(process.cwd(), folder)}/report.html`);
}

async function claims({ profile, seed }: ReportOptions, sweep: boolean): Promise<void> {
  const { folder, record } = await buildClaims(artifactsDir(), profile, seed, sweep);
  console.log(`${record.claims.length} claims: ${countVerdicts(record.claims)}`);
  console.log(`Verdicts: ${relative(process.cwd(), folder)}/findings.md`);
}

endOnSignal(() => `eval:${process.argv[2]}: stopped; what was there before is untouched; run the same command again`);
runCommandLine(process.argv.slice(2), {
  report,
  claims: (options) => claims(options, false),
  async sweep() {
    // Its tasks have seeds of their own, and the default one's for all else.
    const seed = process.env['REPRISE_SEED'] ?? '1';
    if (seed !== '1')
      throw new Problem({
        where: 'REPRISE_SEED',
        expected: 'none for a sweep, which trains seeds 1 to 5',
        found: seed,
        todo: 'Unset it, and run `npx nx run eval:sweep` again.',
      });
    await claims({ profile: 'full', seed: 1 }, true);
  },
}).catch(reportFailure);
