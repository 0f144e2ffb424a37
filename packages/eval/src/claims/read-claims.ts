import { join } from 'node:path';
import { checkManifest, Problem, readJson } from '@reprise/base';
import type { Profile } from '@reprise/records';
import { claimsFolder } from './build-claims';
import { CLAIMS } from './claims';
import { ClaimsRecord } from './claims-record';
import { contradicts } from './judge';

/**
 * The verdicts as `eval:claims` or `eval:sweep` left them, those of a clock among them, in the order of the claims.
 * @throws Problem when the task has not run, or left something else
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
  // What is declared is what the code says now: it may have changed after the verdicts were found.
  const claims = CLAIMS.map(({ id, declared }) => {
    const claim = judged.get(id);
    if (claim) return { ...claim, declared, contradicts: contradicts(declared.verdict, claim.verdict, record.sweep) };
    throw new Problem({ where: folder, expected: `a verdict on ${id}`, found: 'none', todo });
  });
  return { ...record, claims };
}
