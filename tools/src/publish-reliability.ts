// Takes what the long runs of the reliability tests found into docs/reliability.md:
//   npx nx run tools:publish-reliability
// A run of which there is no record keeps the table that the page has.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { putBetweenMarks, reportFailure, repositoryRoot } from '@reprise/base';
import { readRecord, recordFile } from './reliability/record';
import { recordMarkdown } from './reliability/record-markdown';

const PAGE = join(repositoryRoot(), 'docs', 'reliability.md');

async function main(): Promise<void> {
  let page = readFileSync(PAGE, 'utf8');
  for (const [, name] of page.matchAll(/<!-- ([\w-]+): written by /g)) {
    if (existsSync(recordFile(name))) page = putBetweenMarks(page, name, recordMarkdown(await readRecord(name)));
    else console.error(`${name}: no record; run \`npx nx run tools:${name}\` first. Its table stays as it is.`);
  }
  writeFileSync(PAGE, page);
}

main().catch(reportFailure);
