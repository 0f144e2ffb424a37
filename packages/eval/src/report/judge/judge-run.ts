import type { Profile } from '@reprise/records';
import { runValues } from '../../claims';
import { isModel } from '../../published/published';
import { modelFacts } from '../../records/facts';
import { readOneRun } from '../../records/read-one-run';
import type { TestSets } from '../../records/record-training';
import { Records } from '../../records/records';
import type { ExperimentRecord } from '../../records/training-record';

/**
 * What a run says about the protocol's claims, by claim: facts of its models, numbers, answers, and the effects of conclusions.
 *
 * @param sets the test sets; without them, effects that need test rows are left out
 * @param baselines records of those that no run trains
 */
export async function judgeRun(
  artifacts: string,
  { profile, seed }: { profile: Profile; seed: number },
  sets: TestSets | undefined,
  baselines: readonly ExperimentRecord[],
): Promise<Map<string, number | string>> {
  const run = Array.from(await readOneRun(artifacts, profile, seed, sets));
  const records = [...run.map(([, { record }]) => record), ...baselines];
  const facts = run.flatMap(([name, { trained }]) => (isModel(name) ? Object.entries(modelFacts(name, trained)) : []));
  const byName = new Map(records.map((record) => [record.experiment, record]));
  return runValues(new Records(byName, []), Object.fromEntries(facts));
}
