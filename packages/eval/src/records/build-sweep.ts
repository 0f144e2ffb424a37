import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeFolder, writeJson } from '@reprise/base';
import { writeFigures } from '../plots';
import { compileRecords } from './compile-records';
import { drawSweep } from './draw-sweep';

/**
 * Makes `artifacts/sweep`: reprise/EXPERIMENT.json, facts.json, and the figures of the findings.
 * @returns the folder, and the number of trainings
 * @throws Problem when a training or data are missing
 */
export async function buildSweep(artifacts: string): Promise<{ folder: string; trainings: number }> {
  const folder = join(artifacts, 'sweep');
  const { experiments, facts } = await compileRecords(artifacts);
  const figures = await drawSweep(artifacts, experiments);
  await writeFolder(folder, 'eval:sweep', async (draft) => {
    mkdirSync(join(draft, 'reprise'));
    for (const experiment of experiments)
      await writeJson(join(draft, 'reprise', `${experiment.experiment}.json`), experiment);
    const drawings = figures.map(({ name, alt }) => ({ name, alt }));
    await writeJson(join(draft, 'facts.json'), { ...facts, figures: drawings });
    await writeFigures(figures, join(draft, 'figures'), false);
  });
  return { folder, trainings: experiments.reduce((sum, { trainings }) => sum + trainings.length, 0) };
}
