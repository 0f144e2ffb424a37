import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { FASHION_MNIST_CLASSES, type Images } from '@reprise/data';
import type { PageData } from '../page-data';
import { buildPage, pickImages } from './build-page';

const artifacts = mkdtempSync(join(tmpdir(), 'reprise-page-'));
let folder: string;
let data: PageData;
beforeAll(async () => {
  ({ folder, data } = await buildPage(artifacts, IMAGES, 'quick', 7));
});
afterAll(() => rmSync(artifacts, { recursive: true, force: true }));

/** Fifty images, labels 0 to 9 in turn; all bytes of an image are its row. */
const test50: Images = {
  rows: 50,
  labels: Uint8Array.from({ length: 50 }, (_, row) => row % 10),
  images: Uint8Array.from({ length: 50 * 784 }, (_, i) => Math.floor(i / 784)),
};

const IMAGES = { train: test50, test: test50 };

const everyFile = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('without models, builds a whole page that says so', () => {
  expect(JSON.parse(readFileSync(join(folder, 'page.json'), 'utf8'))).toEqual(data);
  expect(data).toMatchObject({ profile: 'quick', seed: 7, notice: expect.stringContaining('mean nothing') });
  expect(data.models.map(({ name, state }) => [name, state])).toEqual([
    ['birnn', 'missing'],
    ['cnn-lstm', 'missing'],
    ['lenet', 'missing'],
    ['autoencoder', 'missing'],
  ]);
  expect(data.models[1]).toMatchObject({
    why: 'artifacts/quick/cnn-lstm/seed-7/manifest.json: expected a manifest, found no readable file.',
    command: 'npx nx run text:cnn-lstm:quick --seed=7',
  });
  expect(data.testUrls).toEqual(
    ['birnn', 'cnn-lstm'].map((name) => ({
      ...{ name, state: 'missing' },
      why: `Not trained yet. Run npx nx run text:${name}:quick --seed=7.`,
    })),
  );
});

test('has the first four images of each class', () => {
  expect(data.classes).toEqual([...FASHION_MNIST_CLASSES]);
  expect(data.images.items.slice(0, 5)).toEqual([
    { row: 0, label: 0 },
    { row: 10, label: 0 },
    { row: 20, label: 0 },
    { row: 30, label: 0 },
    { row: 1, label: 1 },
  ]);
  const bytes = readFileSync(join(folder, data.images.file));
  expect(bytes.length).toBe(40 * 784);
  expect([...bytes.subarray(4 * 784 - 1, 4 * 784 + 1)]).toEqual([30, 1]);
});

test('the full profile has no notice', async () => {
  expect((await buildPage(artifacts, IMAGES, 'full', 7)).data).toMatchObject({ profile: 'full', notice: null });
});

test('the same inputs give the same bytes, without local paths', async () => {
  const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8');
  await buildPage(artifacts, IMAGES, 'quick', 7);
  expect(readFileSync(join(folder, 'manifest.json'), 'utf8')).toBe(manifest);
  const files = everyFile(folder);
  const names = files.map((file) => file.slice(folder.length + 1));
  expect(names.filter((name) => !name.startsWith('chunks/')).toSorted()).toEqual([
    'epochs.js',
    'images.bin',
    'index.html',
    'manifest.json',
    'page.js',
    'page.json',
    'style.css',
    'training.js',
    'worker.js',
  ]);
  for (const file of files)
    for (const place of [repositoryRoot(), artifacts]) expect(readFileSync(file, 'utf8')).not.toContain(place);
});

test('loads only its own files, and its policy allows no more', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const addresses = [...html.matchAll(/(?:src|href)="([^"#][^"]*)"/g)].map(([, address]) => address);
  expect(addresses.toSorted()).toEqual(['data:,', 'page.js', 'style.css']);
  expect(html).toContain(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'",
  );
  expect(html).not.toMatch(/ style=| on[a-z]+=/);
});

test('picks fewer images of a class with fewer', () => {
  expect(pickImages(Uint8Array.of(2, 0, 1, 1, 0, 1, 2), 3, 2)).toEqual([1, 4, 2, 3, 0, 6]);
  expect(pickImages(Uint8Array.of(1, 1, 1), 3, 2)).toEqual([0, 1]);
});
