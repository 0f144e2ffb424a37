import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFolder, writeJson } from '@reprise/base';
import type { Profile } from '@reprise/records';
import { writeFigures } from '../plots';
import { Evidence } from './evidence';
import { listClaimFigures } from './findings/draw-claims';
import { findingsMarkdown } from './findings/findings-markdown';
import { claimsFolder, ClaimsRecord } from './verdicts/claims-record';
import { judgeClaims } from './verdicts/judge-claims';

/**
 * Judges the notebook's claims and writes claims.json, timed.json (measured times, which the manifest leaves out),
 * findings.md and figures/. Claims whose run is missing are recorded as not measured.
 *
 * @returns the folder and all verdicts
 * @throws Problem when data or a training of the sweep are missing
 */
export async function buildClaims(
  artifacts: string,
  profile: Profile,
  seed: number,
  sweep: boolean,
): Promise<{ folder: string; record: ClaimsRecord }> {
  const evidence = new Evidence(artifacts, profile, seed, sweep);
  const record = ClaimsRecord.parse(await judgeClaims(evidence));
  const figures = profile === 'quick' ? [] : await listClaimFigures(evidence, record);
  const folder = claimsFolder(artifacts, profile, seed, sweep);
  const task = sweep ? 'eval:sweep' : 'eval:claims';
  await writeFolder(
    folder,
    task,
    async (draft) => {
      for (const [name, timed] of [
        ['claims.json', false],
        ['timed.json', true],
      ] as const)
        await writeJson(join(draft, name), { ...record, claims: record.claims.filter((one) => one.timed === timed) });
      await writeFile(join(draft, 'findings.md'), findingsMarkdown(record, figures));
      await writeFigures(figures, join(draft, 'figures'), profile === 'quick');
    },
    ['timed.json', 'findings.md'],
  );
  return { folder, record };
}
