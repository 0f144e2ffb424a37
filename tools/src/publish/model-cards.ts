// Writes docs/models/MODEL.md, a model card, for each model from the run records and the report of a full run:
//   npx nx run runner:all && npx nx run tools:publish-model-cards
import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsDir, checkManifest, digest, Problem, readJson, reportFailure, repositoryRoot } from '@reprise/base';
import { RunRecord, taskOf } from '@reprise/records';
import { type ClassResult, type ModelResult, Results, MODELS } from '@reprise/eval';
import { SEED } from './measured-run';
import { modelCard } from './model-card';

/** A model's scores by class from the report. @throws Problem when the report is about another run */
function classesOf(model: ModelResult | undefined, sha256: string): ClassResult[] | null {
  if (model?.status === 'measured' && model.run_sha256 === sha256) return model.predictions.classes;
  throw new Problem({
    where: `report on ${model?.model}`,
    expected: `the run record ${sha256}`,
    found: `${model?.status === 'measured' ? model.run_sha256 : model?.status}`,
    todo: 'Run `npx nx run runner:all`.',
  });
}

async function main(): Promise<void> {
  const cards = join(repositoryRoot(), 'docs', 'models');
  mkdirSync(cards, { recursive: true });
  const report = artifactsDir('full', 'report', `seed-${SEED}`);
  await checkManifest(report, 'eval:report', ['results.json']);
  const wanted = { schema: Results, expected: 'a report of this version', todo: 'Run `npx nx run eval:report`.' };
  const results = await readJson(join(report, 'results.json'), wanted);
  for (const model of MODELS) {
    const folder = artifactsDir('full', model, `seed-${SEED}`);
    await checkManifest(folder, taskOf(model), ['run.json']);
    const text = await readFile(join(folder, 'run.json'), 'utf8');
    const [run, sha256] = [RunRecord.parse(JSON.parse(text)), digest(text)];
    const judged = results.models.find((one) => one.model === model);
    writeFileSync(join(cards, `${model}.md`), `${modelCard(model, run, sha256, classesOf(judged, sha256))}\n`);
  }
}

main().catch(reportFailure);
