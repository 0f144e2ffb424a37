import { type Profile, trainings } from '@reprise/records';
import { readRun, type TrainedRun } from '../runs/read-run';
import { recordTraining, type TestSets } from './record-training';
import type { ExperimentRecord } from './training-record';

/**
 * The trainings of one run of the pipeline, as read and as records, by experiment. What is missing or damaged is left out.
 * @param sets the test sets, for records with test rows
 */
export async function readOneRun(
  artifacts: string,
  profile: Profile,
  seed: number,
  sets?: TestSets,
): Promise<Map<string, { trained: TrainedRun; record: ExperimentRecord }>> {
  const run = new Map<string, { trained: TrainedRun; record: ExperimentRecord }>();
  for (const { name, sweep } of trainings().values()) {
    if (sweep) continue;
    const trained = await readRun(artifacts, profile, name, seed);
    if (trained.status !== 'trained') continue;
    const { tensorflow, config } = trained.run;
    const record: ExperimentRecord = {
      schema: 1,
      experiment: name,
      framework: `Reprise, TensorFlow ${tensorflow}`,
      machine: 'this one',
      rows: config.test_rows,
      trainings: [await recordTraining(trained, sets)],
    };
    run.set(name, { trained, record });
  }
  return run;
}
