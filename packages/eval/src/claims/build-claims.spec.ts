import { SLICE_NOTICE } from '@reprise/records';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkManifest, Problem } from '@reprise/base';
import { verdictTable } from './findings/findings-markdown';
import { fakeArtifacts } from '../testing/fake-artifacts';
import { buildClaims } from './build-claims';
import { CLAIMS } from './list';
import { findClaim, readClaims } from './verdicts/claims-record';
import { verify } from './verdicts/verify';

describe('with the five models but not their variants', () => {
  let artifacts: string;
  beforeAll(async () => {
    artifacts = await mkdtemp(join(tmpdir(), 'reprise-claims-'));
    await fakeArtifacts(artifacts);
    await fakeArtifacts(artifacts, 'quick');
  });
  afterAll(() => rm(artifacts, { recursive: true }));

  test('judges what it can, and says what to run for the rest', async () => {
    const { folder, record } = await buildClaims(artifacts, 'full', 1, false);
    expect(folder).toBe(join(artifacts, 'full', 'claims', 'seed-1'));
    const of = (id: string) => findClaim(record, id);
    // In the fakes 0.9 of the rows are right, and the layers are the notebook's.
    expect(of('lenet-test-accuracy')).toMatchObject({ measured: { value: 0.9, interval: 'Wilson, 200 rows' } });
    // One seed cannot rule out others.
    expect(of('cnn-lstm-test-accuracy')).toMatchObject({ verdict: 'undecided', contradicts: false });
    expect(of('transfer-layers')).toMatchObject({ verdict: 'reproduced' });
    expect(of('transfer-last-layer')).toMatchObject({ verdict: 'does not hold', measured: { value: 4 } });
    expect(of('hidden-headings')).toMatchObject({ verdict: 'does not hold', measured: { value: 41 } });
    expect(of('lenet-no-overfitting')).toMatchObject({
      verdict: 'not measured',
      missing: 'Not trained yet. Run npx nx run vision:lenet-long:full --seed=1.',
    });
    const claim = of('lenet-no-overfitting');
    expect(verdictTable([claim], true)).toContain(`| **not measured** | **${claim.declared.verdict}** |`);
    expect(record.records['lenet seed 1']).toMatch(/^[0-9a-f]{64}$/);
    expect(await readClaims(artifacts, 'full', 1, false)).toEqual(record);
    const findings = await readFile(join(folder, 'findings.md'), 'utf8');
    for (const { id, statement } of record.claims)
      expect([id, findings.includes(statement.slice(0, 9))]).toEqual([id, true]);
  });

  test('measured times are not in the manifest', async () => {
    const { folder, record } = await buildClaims(artifacts, 'full', 1, false);
    const { sha256 } = await checkManifest(folder, 'eval:claims');
    expect(Object.keys(sha256)).toContain('claims.json');
    expect(Object.keys(sha256)).not.toContain('timed.json');
    const written = JSON.parse(await readFile(join(folder, 'claims.json'), 'utf8'));
    expect(written.claims.some(({ timed }: { timed: boolean }) => timed)).toBe(false);
    expect(record.claims.filter(({ timed }) => timed).map(({ id }) => id)).toEqual(['transfer-time']);
  });

  test('the quick profile measures nothing, says so, and cannot be verified', async () => {
    const { folder, record } = await buildClaims(artifacts, 'quick', 1, false);
    expect(record.claims).toHaveLength(CLAIMS.length);
    expect(record.claims.every(({ verdict }) => verdict === 'not measured')).toBe(true);
    expect(verify(record).exitCode).toBe(2);
    expect(await readFile(join(folder, 'findings.md'), 'utf8')).toContain(SLICE_NOTICE);
  });

  test('the declared verdicts are the code’s', async () => {
    await buildClaims(artifacts, 'full', 1, false);
    const file = join(artifacts, 'full', 'claims', 'seed-1', 'timed.json');
    const timed = JSON.parse(await readFile(file, 'utf8'));
    timed.claims[0].declared.verdict = 'does not hold';
    await writeFile(file, JSON.stringify(timed));
    const { claims } = await readClaims(artifacts, 'full', 1, false);
    const declared = CLAIMS.find(({ id }) => id === 'transfer-time')?.declared;
    expect(claims.find(({ id }) => id === 'transfer-time')?.declared).toEqual(declared);
    await rm(file);
    await expect(readClaims(artifacts, 'full', 1, false)).rejects.toThrow(/timed\.json: expected verdicts/);
  });

  test('a sweep needs all of its trainings', async () => {
    await expect(buildClaims(artifacts, 'full', 1, true)).rejects.toThrow(Problem);
    await expect(buildClaims(artifacts, 'full', 1, true)).rejects.toThrow(
      /seed 11: expected a training.*nx run eval:sweep/s,
    );
  });

  test('missing verdicts are an error', async () => {
    await expect(readClaims(artifacts, 'full', 2, false)).rejects.toThrow(/eval:claims:full/);
  });
});
