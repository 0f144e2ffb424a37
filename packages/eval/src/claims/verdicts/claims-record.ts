import { join } from 'node:path';
import { checkManifest, Problem, readJson } from '@reprise/base';
import { Profile } from '@reprise/records';
import { z } from 'zod';
import { JudgedClaim } from '../claim';
import { CLAIMS } from '../list';
import { contradicts } from './judge';

/** `claims.json`, and `timed.json` for measured times. */
export const ClaimsRecord = z.strictObject({
  schema: z.literal(1),
  profile: Profile,
  /** Whether the seeds and splits of docs/protocol.md were trained. */
  sweep: z.boolean(),
  seed: z.int(),
  /** sha256 of the run records that the verdicts are based on, by experiment. */
  records: z.record(z.string(), z.string()),
  claims: z.array(JudgedClaim),
});
export type ClaimsRecord = z.infer<typeof ClaimsRecord>;

/** The folder of the verdicts on a run or on a sweep. */
export const claimsFolder = (artifacts: string, profile: Profile, seed: number, sweep: boolean): string =>
  sweep ? join(artifacts, 'sweep') : join(artifacts, profile, 'claims', `seed-${seed}`);

/**
 * Reads the verdicts of `eval:claims` or `eval:sweep`, in the order of the claims.
 * @throws Problem when the task has not run or its output is damaged
 */
export async function readClaims(
  artifacts: string,
  profile: Profile,
  seed: number,
  sweep: boolean,
): Promise<ClaimsRecord> {
  const folder = claimsFolder(artifacts, profile, seed, sweep);
  const task = sweep ? 'eval:sweep' : `eval:claims:${profile} --seed=${seed}`;
  await checkManifest(folder, task, ['claims.json']);
  const todo = `Run \`npx nx run ${task}\` to make it again.`;
  const read = (name: string): Promise<ClaimsRecord> =>
    readJson(join(folder, name), { schema: ClaimsRecord, expected: 'verdicts of this version', todo });
  const [record, timed] = [await read('claims.json'), await read('timed.json')];
  const judged = new Map([...record.claims, ...timed.claims].map((claim) => [claim.id, claim]));
  // The declared verdicts are the code's: they may have changed since the claims were judged.
  const claims = CLAIMS.map(({ id, declared }) => {
    const claim = judged.get(id);
    if (claim) return { ...claim, declared, contradicts: contradicts(declared.verdict, claim.verdict, record.sweep) };
    throw new Problem({ where: folder, expected: `a verdict on ${id}`, found: 'none', todo });
  });
  return { ...record, claims };
}

/** The verdict on one claim. @throws Error for an unknown id */
export function findClaim({ claims }: ClaimsRecord, id: string): JudgedClaim {
  const claim = claims.find((one) => one.id === id);
  if (claim === undefined) throw new Error(`unknown claim: ${id}`);
  return claim;
}
