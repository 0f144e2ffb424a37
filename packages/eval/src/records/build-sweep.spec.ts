import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROTOCOL } from '../protocol';
import { fakeArtifacts, fakeSweep } from '../testing/fake-artifacts';
import { buildSweep } from './build-sweep';

test('a sweep that lacks a training says which, and writes nothing', async () => {
  const artifacts = await mkdtemp(join(tmpdir(), 'reprise-sweep-'));
  try {
    await fakeArtifacts(artifacts);
    await fakeSweep(artifacts);
    await rm(join(artifacts, 'full', 'lenet', 'seed-13'), { recursive: true });
    await expect(buildSweep(artifacts)).rejects.toThrow(
      /sweep, lenet seed 13: expected a training, found Not trained yet/,
    );
    expect(existsSync(join(artifacts, 'sweep'))).toBe(false);
    expect(await readdir(join(artifacts, 'full', 'lenet'))).toHaveLength(PROTOCOL.design.seeds.length);
  } finally {
    await rm(artifacts, { recursive: true });
  }
}, 60_000);
