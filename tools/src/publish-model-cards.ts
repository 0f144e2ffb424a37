// Writes docs/models/MODEL.md, a card for each of the notebook's models, from the run records of a full run:
//   npx nx run runner:all && npx nx run tools:publish-model-cards
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsDir, checkManifest, digest, reportFailure, repositoryRoot } from '@reprise/data';
import { MODELS, RunRecord, taskOf } from '@reprise/engine/records';
import { modelCard } from './model-card';

const SEED = 1;

async function main(): Promise<void> {
  const cards = join(repositoryRoot(), 'docs', 'models');
  mkdirSync(cards, { recursive: true });
  for (const model of MODELS) {
    const folder = artifactsDir('full', model, `seed-${SEED}`);
    await checkManifest(folder, taskOf(model), ['run.json']);
    const text = await readFile(join(folder, 'run.json'), 'utf8');
    writeFileSync(join(cards, `${model}.md`), `${modelCard(model, RunRecord.parse(JSON.parse(text)), digest(text))}\n`);
  }
}

main().catch(reportFailure);
