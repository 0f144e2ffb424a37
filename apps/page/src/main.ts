import { relative } from 'node:path';
import { artifactsDir, endOnSignal, reportFailure, repositoryRoot } from '@reprise/base';
import { loadFashionMnist } from '@reprise/data';
import { buildPage } from './build/build-page';
import { parseCommandLine } from './command-line';

async function main(): Promise<void> {
  const { profile, seed } = parseCommandLine(process.argv.slice(2));
  const { test } = await loadFashionMnist();
  const { folder, data } = await buildPage(artifactsDir(), test, profile, seed);
  for (const model of data.models)
    if (model.state === 'missing') console.error(`${model.name} is missing: ${model.why} ${model.command}`);
  if (data.notice !== null) console.log(data.notice);
  console.log(`Page: ${relative(repositoryRoot(), folder)}/index.html (any web server will do)`);
}

endOnSignal(() => 'page:build: stopped; what was there before is untouched; run the same command again');
main().catch(reportFailure);
