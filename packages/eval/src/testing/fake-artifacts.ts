import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeManifest } from '@reprise/base';
import { writeNpy } from '@reprise/data';
import { Measured, type Profile, type RunRecord } from '@reprise/records';
import type { Verdicts } from '../claims';
import { PROTOCOL } from '../protocol';
import { type ModelName, MODELS } from '../published/published';
import { packNumbers } from '../records/pack-numbers';
import type { ExperimentRecord } from '../records/training-record';
import type { ReportSources } from '../report/build-report';
import { fakeRun } from './fake-run';

const TEST_ROWS = 200;

/** Shaded discs instead of clothes: [rows * 784] bytes. */
function discs(rows: number): Uint8Array {
  const images = new Uint8Array(rows * 784);
  for (let i = 0; i < images.length; i++) {
    const n = Math.floor(i / 784) % 10;
    const [y, x] = [Math.floor((i % 784) / 28), i % 28];
    images[i] = Math.max(0, Math.min(255, 280 - ((x - 10 - n / 2) ** 2 + (y - 14) ** 2) * (1 + n / 3)));
  }
  return images;
}

const LABELS = Uint8Array.from({ length: TEST_ROWS }, (_, i) => i % 10);
/** Every tenth URL is malicious. */
const URL_LABELS = Uint8Array.from({ length: TEST_ROWS }, (_, i) => (i % 10 === 9 ? 1 : 0));
const IMAGES = discs(TEST_ROWS);

/** Predictions with an accuracy of exactly 0.9, as in the fake records. */
function fakePredictions(model: ModelName): { shape: number[]; data: Float32Array } {
  if (model === 'autoencoder')
    return { shape: [TEST_ROWS, 28, 28, 1], data: Float32Array.from(IMAGES, (v) => 0.02 + 0.9 * (v / 255) ** 1.5) };
  const wrong = (row: number): boolean => row % 20 === 3 || row % 20 === 19;
  if (model === 'birnn' || model === 'cnn-lstm')
    return {
      shape: [TEST_ROWS, 1],
      data: Float32Array.from(URL_LABELS, (y, row) => (wrong(row) ? 0.6 - 0.2 * y : 0.03 + 0.94 * y)),
    };
  const data = new Float32Array(TEST_ROWS * 10).fill(0.01);
  LABELS.forEach((label, row) => (data[row * 10 + ((label + (wrong(row) ? 2 : 0)) % 10)] = 0.91));
  return { shape: [TEST_ROWS, 10], data };
}

/** A training's measured.json. */
export const MEASURED = Measured.parse({
  schema: 1,
  date: '2026-11-24T10:00:00.000Z',
  seconds: { total: 75, training: 60, epochs: [6.1, 5.9] },
  resumed: false,
  peak_memory_mb: 812.4,
  machine: { cpu: 'A fast one', cores: 2, memory_gb: 7.8, platform: 'linux', release: '6.1' },
  node: '20.20.2',
  tensorflow: '2.21.0',
});

/** Writes the files of a training that eval reads. */
export async function fakeModel(
  artifacts: string,
  model: ModelName,
  profile: Profile = 'full',
  { experiment = model as string, seed = 1, record = {} as Partial<RunRecord> } = {},
): Promise<string> {
  const folder = join(artifacts, profile, experiment, `seed-${seed}`);
  await mkdir(folder, { recursive: true });
  const run = { ...fakeRun(model, { profile, seed, testRows: TEST_ROWS }), experiment, ...record };
  await writeFile(join(folder, 'run.json'), JSON.stringify(run));
  await writeFile(join(folder, 'measured.json'), JSON.stringify(MEASURED));
  await writeNpy(join(folder, 'predictions.npy'), { dtype: 'float32', ...fakePredictions(model) });
  if (run.task === 'binary')
    await writeFile(
      join(folder, 'singles.json'),
      JSON.stringify([
        { url: '.btscene2.com', probability: 0.97, verdict: 'malicious' },
        { url: 'www.yahoo.com', probability: 0.01, verdict: 'benign' },
      ]),
    );
  await writeManifest(folder, ['measured.json']);
  return folder;
}

/** URLs that try to be markup: a link, a tag, the end of a code span and of a cell, text direction, a mail address. */
export const HOSTILE = [
  'https://evil.example/[click](https://evil.example/)',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'a`b``c|d\\|e](https://evil.example/)',
  '\u202ewww.evil.example\u0000/\n| injected | row |',
  'user@evil.example',
];

/** Every number is undecided, between seeds that are a hundredth off. */
export const FAKE_VERDICTS: Verdicts = {
  ...{ schema: 1, summary: ['Ten seeds were judged.'] },
  judged: PROTOCOL.claims.map((claim) => {
    if (claim.kind !== 'metric') return { id: claim.id, verdict: claim.kind === 'fact' ? 'identical' : 'undecided' };
    const [low, high] = [0.99 * claim.published, 1.01 * claim.published];
    return { id: claim.id, verdict: 'undecided', value: claim.published, seeds: [low, high], oneMore: { low, high } };
  }),
};

/** What always saying benign gets right. */
const MAJORITY: ExperimentRecord = {
  ...{ schema: 1, experiment: 'majority', framework: 'Reprise', machine: 'any', rows: TEST_ROWS },
  trainings: [
    {
      ...{ seed: 0, history: { loss: [], val_loss: [] }, stopped_early: false },
      rows: { correct: packNumbers(URL_LABELS.map((label) => 1 - label)) },
    },
  ],
};

/** All five models' folders and the URL frame's summary. */
export async function fakeArtifacts(artifacts: string, profile: Profile = 'full'): Promise<ReportSources> {
  for (const model of MODELS) await fakeModel(artifacts, model, profile);
  await mkdir(join(artifacts, 'data', 'urls'), { recursive: true });
  const head = HOSTILE.map((URL) => ({ URL, Is_Malicious: 0 }));
  const summary = {
    rows: 67352,
    benign: 66056,
    malicious: 1296,
    head,
    x: { shape: [67352, 75] },
    y: { shape: [67352] },
    train: { rows: 50514, malicious: 981 },
    test: { rows: 16838, malicious: 315 },
  };
  await writeFile(join(artifacts, 'data', 'urls', 'summary.json'), JSON.stringify(summary));
  const set = { images: IMAGES, labels: LABELS, rows: TEST_ROWS };
  return {
    artifacts,
    loadFashionMnist: async () => ({ train: set, test: set }),
    loadTestUrls: async () => ({
      urls: Array.from({ length: TEST_ROWS }, (_, row) => HOSTILE[row % HOSTILE.length]),
      labels: URL_LABELS,
    }),
    loadVerdicts: async () => FAKE_VERDICTS,
    loadBaselines: async () => [MAJORITY],
  };
}

/** Principal components that reconstruct the mean image alone. */
async function fakePca(artifacts: string, seed: number): Promise<void> {
  const folder = join(artifacts, 'full', 'pca', `seed-${seed}`);
  await mkdir(folder, { recursive: true });
  const zeros = (rows: number) => ({
    dtype: 'float32' as const,
    shape: [rows, 784],
    data: new Float32Array(rows * 784),
  });
  await writeNpy(join(folder, 'mean.npy'), { ...zeros(1), shape: [784] });
  await writeNpy(join(folder, 'components.npy'), zeros(128));
  await writeFile(join(folder, 'pca.json'), '{}');
  await writeManifest(folder);
}

/** The trainings of a sweep, in addition to {@link fakeArtifacts}. */
export async function fakeSweep(artifacts: string): Promise<void> {
  const { seeds, splits, trainings: swept } = PROTOCOL.design;
  const [first] = seeds;
  const base = (experiment: string): ModelName => MODELS.find((model) => experiment.startsWith(model)) as ModelName;
  for (const experiment of swept)
    for (const seed of seeds) {
      const model = base(experiment);
      const { final, epochs_run } = fakeRun(model, { seed, testRows: TEST_ROWS });
      const test = final.test.acc === undefined ? {} : { acc: (900 + seed - first) / 1000 };
      const record = { model, final: { ...final, test: { ...final.test, ...test } }, epochs_run };
      await fakeModel(artifacts, model, 'full', { experiment, seed, record });
    }
  const variant = (experiment: string, model: ModelName, config: Partial<RunRecord['config']> = {}) => {
    const { config: usual, final } = fakeRun(model, { testRows: TEST_ROWS });
    return fakeModel(artifacts, model, 'full', {
      experiment,
      seed: first,
      record: { config: { ...usual, ...config }, final: { ...final, validation: final.test } },
    });
  };
  for (const model of ['birnn', 'cnn-lstm'] as const) {
    await variant(`${model}-validation`, model, { validation_rows: 100 });
    await variant(`${model}-domains`, model, { split: 'domains, random_state=3' });
    for (const state of splits.slice(1))
      await variant(`${model}-split-${state}`, model, { split: `rows, random_state=${state}` });
  }
  await variant('lenet-long', 'lenet');
  for (const [experiment, model] of [
    ['pixel-logistic', 'lenet'],
    ['ngram-logistic', 'birnn'],
  ] as const)
    await fakeModel(artifacts, model, 'full', { experiment, seed: first, record: { model: experiment } });
  await fakePca(artifacts, first);
}
