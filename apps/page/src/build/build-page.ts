import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot, writeFolder, writeJson } from '@reprise/base';
import { FASHION_MNIST_CLASSES, type FashionMnist } from '@reprise/data';
import { type Profile, SLICE_NOTICE } from '@reprise/records';
import { build } from 'esbuild';
import { PAGE_MODELS, type PageData } from '../page-data';
import { type PageModelFiles, readModel } from './read-model';
import { readResults } from './read-results';
import { sliceBytes } from './slice';
import { testUrls } from './test-urls';

const TASK = 'page:build';
const SOURCES = join(__dirname, '..');
/** Bytes per image. */
const PIXELS = 28 * 28;
const IMAGES_PER_CLASS = 4;

/**
 * Bundles `page.js`, the workers (TensorFlow.js and the models), `style.css` and a chunk for each view into a folder. The same
 * sources give the same bytes on every machine: paths are relative to the repository, and there is no source map.
 */
async function bundle(folder: string): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: repositoryRoot(),
    entryPoints: {
      page: join(SOURCES, 'browser', 'page.tsx'),
      worker: join(SOURCES, 'browser', 'models', 'worker.ts'),
      epochs: join(SOURCES, 'browser', 'epochs', 'worker.ts'),
      training: join(SOURCES, 'browser', 'training', 'worker.ts'),
      style: join(SOURCES, 'browser', 'style', 'style.css'),
    },
    outdir: folder,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    alias: { '@stdlib/assert-has-generator-support': join(SOURCES, 'build', 'has-generators.cjs') },
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    minify: true,
    target: 'es2022',
    // Ignores any tsconfig.json.
    tsconfigRaw: {},
    logLevel: 'silent',
    // esbuild would report a full disk as an error in the sources.
    write: false,
  });
  await mkdir(join(folder, 'chunks'), { recursive: true });
  for (const { path, contents } of outputFiles) await writeFile(path, contents);
}

/**
 * The first rows of each label, label by label; fewer than `each` if there are fewer.
 * @param labels 0 to `classes` - 1
 * @example pickImages(Uint8Array.of(1, 0, 1, 1), 2, 2) // [1, 0, 2]
 */
export const pickImages = (labels: Uint8Array, classes: number, each: number): number[] =>
  Array.from({ length: classes }, (_, label) =>
    [...labels.keys()].filter((row) => labels[row] === label).slice(0, each),
  ).flat();

/**
 * Builds the live page, a folder that any web server can serve from any path: the page, its scripts, the trained models
 * (their `model/` folders), what their runs kept of each epoch, and images. `page.json` says which models are missing or damaged.
 * @param artifacts where tasks write; the page goes to `PROFILE/page/seed-N` in it
 * @throws Problem when the folder cannot be written
 */
export async function buildPage(
  artifacts: string,
  { train, test }: FashionMnist,
  profile: Profile,
  seed: number,
): Promise<{ folder: string; data: PageData }> {
  const folder = join(artifacts, profile, 'page', `seed-${seed}`);
  const rows = pickImages(test.labels, FASHION_MNIST_CLASSES.length, IMAGES_PER_CLASS);
  const models: PageModelFiles[] = [];
  for (const name of PAGE_MODELS) models.push(await readModel(artifacts, name, profile, seed));
  const predictions = await testUrls(artifacts, profile, seed);
  const trained = models.find(({ entry }) => entry.state === 'ready' && entry.training);
  const slice = trained && sliceBytes(train, seed, trained.rows!);
  const data: PageData = {
    profile,
    seed,
    notice: profile === 'quick' ? SLICE_NOTICE : null,
    models: models.map(({ entry }) => entry),
    command: `npx nx run ${TASK}:${profile} --seed=${seed}`,
    results: await readResults(),
    testUrls: predictions.data,
    classes: [...FASHION_MNIST_CLASSES],
    images: { file: 'images.bin', items: rows.map((row) => ({ row, label: test.labels[row] })) },
    ...(slice && { slice: { file: 'slice.bin', rows: slice.length / (PIXELS + 1), bytes: slice.length } }),
  };
  await writeFolder(folder, TASK, async (building) => {
    await bundle(building);
    await copyFile(join(SOURCES, 'static', 'index.html'), join(building, 'index.html'));
    for (const { entry, files } of models) {
      if (entry.state !== 'ready') continue;
      const { name, epochs, training } = entry;
      await cp(join(artifacts, profile, name, `seed-${seed}`, 'model'), join(building, 'models', name), {
        recursive: true,
      });
      if (files && epochs) await writeFile(join(building, epochs.file), files.epochs);
      if (files && training) await writeFile(join(building, training.initial), files.initial);
    }
    if (data.slice && slice) await writeFile(join(building, data.slice.file), slice);
    await mkdir(join(building, 'test-urls'), { recursive: true });
    for (const [file, bytes] of predictions.files) await writeFile(join(building, file), bytes);
    const images = rows.map((row) => test.images.subarray(row * PIXELS, (row + 1) * PIXELS));
    await writeFile(join(building, data.images.file), Buffer.concat(images));
    await writeJson(join(building, 'page.json'), data);
  });
  return { folder, data };
}
