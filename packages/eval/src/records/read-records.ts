import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readJson } from '@reprise/base';
import { Verdicts } from '../claims/verdict';
import { PROTOCOL } from '../protocol';
import { FactsRecord } from './facts';
import { Records } from './records';
import { ExperimentRecord } from './training-record';

const TODO = 'Restore it with `git checkout packages/eval/records`, or run `npx nx run tools:publish --take=sweep`.';

/** The published records: ours, those of the control, and facts. */
export interface Published {
  records: Records;
  control: Records;
  facts: FactsRecord;
}

const readExperiment = (file: string): Promise<ExperimentRecord> =>
  readJson(file, { schema: ExperimentRecord, expected: 'the record of an experiment', todo: TODO });

async function readExperiments(folder: string): Promise<Map<string, ExperimentRecord>> {
  const experiments = new Map<string, ExperimentRecord>();
  for (const file of readdirSync(folder).sort())
    experiments.set(basename(file, '.json'), await readExperiment(join(folder, file)));
  return experiments;
}

const FOLDER = join(__dirname, '..', '..', 'records');

/** The baselines that no run trains: they depend on the data alone. @throws Problem when a file is damaged */
export const readBaselines = (): Promise<ExperimentRecord[]> =>
  Promise.all(['pca', 'mean-image', 'majority'].map((name) => readExperiment(join(FOLDER, 'reprise', `${name}.json`))));

/** The published verdicts, without the records that they are made of. @throws Problem when the file is damaged */
export const readVerdicts = (): Promise<Verdicts> =>
  readJson(join(FOLDER, 'verdicts.json'), { schema: Verdicts, expected: 'verdicts', todo: TODO });

/**
 * Reads `reprise/`, `tf_keras/` and `facts.json`.
 * @param folder of the published records by default
 * @throws Problem when a file is damaged
 */
export async function readRecords(folder = FOLDER): Promise<Published> {
  const { seeds, controlSeeds } = PROTOCOL.design;
  return {
    records: new Records(await readExperiments(join(folder, 'reprise')), seeds),
    control: new Records(await readExperiments(join(folder, 'tf_keras')), controlSeeds),
    facts: await readJson(join(folder, 'facts.json'), { schema: FactsRecord, expected: 'facts', todo: TODO }),
  };
}
