import { type Profile, trainings } from '@reprise/records';
import { readRun, type TrainedRun } from '../runs/read-run';
import { recordTraining } from './record-training';
import type { ExperimentRecord } from './training-record';

/**
 * The trainings of one run of the pipeline, as read and as records without test rows, by experiment. What is missing or
 * damaged is left out.
 */
export async function readOneRun(
  artifacts: string,
  profile: Profile,
  seed: number,
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
      trainings: [await recordTraining(trained)],
    };
    run.set(name, { trained, record });
  }
  return run;
}
