import { relative } from 'node:path';
import { artifactsDir, loadFashionMnist, loadUrls, Problem } from '@reprise/data';
import { type ReportOptions, runCommandLine } from './command-line';
import { buildReport } from './report';

async function report(options: ReportOptions): Promise<void> {
  const sources = { artifacts: artifactsDir(), loadFashionMnist, loadUrls };
  const { folder, results } = await buildReport(sources, options.profile, options.seed);
  for (const model of results.models)
    if (model.status !== 'measured') console.error(`${model.name} is ${model.status}: ${model.reason}`);
    else
      console.log(
        `${model.name}: ${model.bar.figure} ${model.bar.measured.toFixed(5)}, ${model.bar.verdict} (${model.bar.rule})`,
      );
  if (results.notice !== null) console.log(results.notice);
  console.log(`Report: ${relative(process.cwd(), folder)}/report.html`);
}

runCommandLine(process.argv.slice(2), report).catch((error: unknown) => {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
});
