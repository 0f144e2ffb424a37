import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeManifest } from '@reprise/base';
import { writeNpy } from '@reprise/data';
import { fakeModel } from '../testing/fake-artifacts';
import { fakeRun } from '../testing/fake-run';
import { readRun } from './read-run';

let artifacts: string;
let folder: string;
const lenet = () => readRun(artifacts, 'full', 'lenet', 1);
/** Changes a file and the manifest with it, so that the digest is right and the content is not. */
const sign = () => writeManifest(folder, ['measured.json']);
const failed = (reason: string) => ({ status: 'failed', reason: expect.stringContaining(reason) });

beforeEach(async () => {
  artifacts = await mkdtemp(join(tmpdir(), 'reprise-model-'));
  folder = await fakeModel(artifacts, 'lenet');
});
afterEach(() => rm(artifacts, { recursive: true, force: true }));

test('a complete folder', async () => {
  const state = await lenet();
  if (state.status !== 'trained') throw new Error(state.reason);
  expect(state.run.model).toBe('lenet');
  expect(state.sha256.run).toMatch(/^[0-9a-f]{64}$/);
  expect(state.predictions.shape).toEqual([200, 10]);
  expect(state.measured?.seconds.total).toBe(75);
  expect(state.singles).toBeUndefined();
  expect(state.dataset).toBe('fashion-mnist');
});

test('a text model’s verdicts on two URLs', async () => {
  await fakeModel(artifacts, 'birnn');
  const state = await readRun(artifacts, 'full', 'birnn', 1);
  if (state.status !== 'trained') throw new Error(state.reason);
  expect(state.singles?.map(({ url }) => url)).toEqual(['.btscene2.com', 'www.yahoo.com']);
});

test('no folder, or no record in it', async () => {
  const reason = 'Not trained yet. Run npx nx run vision:lenet:full --seed=2.';
  expect(await readRun(artifacts, 'full', 'lenet', 2)).toEqual({ status: 'missing', reason });
  await rm(join(folder, 'run.json'));
  expect(await lenet()).toEqual(failed('training did not end'));
});

test('a changed byte, and the reason names no path of this machine', async () => {
  await writeFile(join(folder, 'predictions.npy'), 'x');
  const state = await lenet();
  expect(state).toEqual(failed('full/lenet/seed-1/predictions.npy: expected sha256'));
  expect(state.status === 'failed' && state.reason).not.toContain(artifacts);
});

test('a record of another schema', async () => {
  await writeFile(join(folder, 'run.json'), '{"schema": 2}');
  await sign();
  expect(await lenet()).toEqual(failed('a record of this version'));
});

test('a record of another run', async () => {
  await writeFile(join(folder, 'run.json'), JSON.stringify(fakeRun('lenet', { seed: 2 })));
  await sign();
  expect(await lenet()).toEqual(failed('expected full lenet seed 1, found full lenet seed 2'));
});

test('predictions of another shape, or not finite', async () => {
  const file = join(folder, 'predictions.npy');
  await writeNpy(file, { dtype: 'float32', shape: [2, 10], data: new Float32Array(20) });
  await sign();
  expect(await lenet()).toEqual(failed('expected float32 of shape (200, 10), found float32 of shape (2, 10)'));
  await writeNpy(file, { dtype: 'float32', shape: [200, 10], data: new Float32Array(2000).fill(NaN) });
  await sign();
  expect(await lenet()).toEqual(failed('training diverged'));
});
