import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFolder } from '@reprise/base';
import type { Profile } from '@reprise/records';
import { drawFigures } from '../report/draw-figures';
import { ClaimsRecord } from './claims-record';
import { listClaimDrawings } from './draw-claims';
import { openEvidence } from './evidence';
import { findingsMarkdown } from './findings-markdown';
import { judgeClaims } from './judge-claims';

const json = (value: unknown): string => JSON.stringify(value, null, 2) + '\n';

/** Where the verdicts on a run, or on a sweep, stand. */
export const claimsFolder = (artifacts: string, profile: Profile, seed: number, sweep: boolean): string =>
  sweep ? join(artifacts, 'sweep') : join(artifacts, profile, 'claims', `seed-${seed}`);

/**
 * Judges the notebook's claims and writes claims.json, timed.json (what a clock measured, which the manifest passes over),
 * findings.md and figures/.
 *
 * @returns the folder, and all verdicts
 * @throws Problem when data are missing, or a training of the sweep is; a run that is missing is no problem but said
 */
export async function buildClaims(
  artifacts: string,
  profile: Profile,
  seed: number,
  sweep: boolean,
): Promise<{ folder: string; record: ClaimsRecord }> {
  const evidence = openEvidence(artifacts, profile, seed, sweep);
  const record = ClaimsRecord.parse(await judgeClaims(evidence, seed));
  const drawings = profile === 'quick' ? [] : await listClaimDrawings(evidence, record);
  const part = (timed: boolean): ClaimsRecord => ({
    ...record,
    claims: record.claims.filter((claim) => claim.timed === timed),
  });
  const folder = claimsFolder(artifacts, profile, seed, sweep);
  const task = sweep ? 'eval:sweep' : 'eval:claims';
  await writeFolder(
    folder,
    task,
    async (draft) => {
      await writeFile(join(draft, 'claims.json'), json(part(false)));
      await writeFile(join(draft, 'timed.json'), json(part(true)));
      await writeFile(join(draft, 'findings.md'), findingsMarkdown(record, drawings));
      await drawFigures(drawings, join(draft, 'figures'), sweep ? task : `${task}:${profile} --seed=${seed}`);
    },
    ['timed.json', 'findings.md'],
  );
  return { folder, record };
}
