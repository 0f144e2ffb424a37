import { copyFile, cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFolder } from '@reprise/base';
import { FASHION_MNIST_CLASSES, type Images } from '@reprise/data';
import { type Profile, SLICE_NOTICE } from '@reprise/records';
import { PAGE_MODELS, PageData } from '../page-data';
import { bundle } from './bundle';
import { pickImages } from './pick-images';
import { readModel } from './read-model';

const TASK = 'page:build';
const STATIC = join(__dirname, '..', 'static');
/** Bytes an image. */
const PIXELS = 28 * 28;
/** Images of each class. */
const EACH = 4;

/**
 * Builds the live page, a folder that any web server can serve from any path: the page, its scripts, the models that are
 * there (their `model/` as trained) and images of the test set. A model that is missing or damaged is said to be so in
 * `page.json`, and the page says it in its place.
 * @param artifacts the folder below which tasks write, and where `PROFILE/page/seed-N` goes
 * @param test Fashion-MNIST's test set
 * @throws Problem when the folder cannot be written
 * @example
 * await buildPage(artifactsDir(), (await loadFashionMnist()).test, 'full', 1);
 * // { folder: '…/artifacts/full/page/seed-1', data: { profile: 'full', seed: 1, models: … } }
 */
export async function buildPage(
  artifacts: string,
  test: Images,
  profile: Profile,
  seed: number,
): Promise<{ folder: string; data: PageData }> {
  const folder = join(artifacts, profile, 'page', `seed-${seed}`);
  const rows = pickImages(test.labels, FASHION_MNIST_CLASSES.length, EACH);
  const models: PageData['models'] = [];
  for (const name of PAGE_MODELS) models.push(await readModel(artifacts, name, profile, seed));
  const data: PageData = {
    schema: 1,
    profile,
    seed,
    notice: profile === 'quick' ? SLICE_NOTICE : null,
    models,
    command: `npx nx run ${TASK}:${profile} --seed=${seed}`,
    classes: [...FASHION_MNIST_CLASSES],
    images: { file: 'images.bin', items: rows.map((row) => ({ row, label: test.labels[row] })) },
  };
  await writeFolder(folder, TASK, async (building) => {
    await bundle(building);
    for (const file of ['index.html', 'style.css']) await copyFile(join(STATIC, file), join(building, file));
    for (const { name, state } of models)
      if (state === 'ready')
        await cp(join(artifacts, profile, name, `seed-${seed}`, 'model'), join(building, 'models', name), {
          recursive: true,
        });
    const images = rows.map((row) => test.images.subarray(row * PIXELS, (row + 1) * PIXELS));
    await writeFile(join(building, data.images.file), Buffer.concat(images));
    await writeFile(join(building, 'page.json'), JSON.stringify(data, null, 2) + '\n');
  });
  return { folder, data };
}
