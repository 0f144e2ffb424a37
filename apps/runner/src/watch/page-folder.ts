import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsDir, checkManifest, readManifest } from '@reprise/base';
import type { Profile } from '@reprise/records';

/** For a page without test images. */
const NO_IMAGES = { rows: 0, labels: new Uint8Array(), images: new Uint8Array() };

/**
 * Makes the page that shows runs: a copy of the built page, which a run may replace meanwhile, or a page without models before
 * one is built.
 * @param temporary where to make it
 * @returns its folder, and the names of its files
 */
export async function pageFolder(
  temporary: string,
  profile: Profile,
  seed: number,
): Promise<{ folder: string; names: string[] }> {
  let folder = join(temporary, 'page');
  try {
    await cp(artifactsDir(profile, 'page', `seed-${seed}`), folder, { recursive: true });
    await checkManifest(folder, 'page:build', ['index.html']);
  } catch {
    const { buildPage } = require('@reprise/page') as typeof import('@reprise/page'); // other commands do not load it
    ({ folder } = await buildPage(join(temporary, 'artifacts'), { train: NO_IMAGES, test: NO_IMAGES }, profile, seed));
  }
  const { sha256 } = await readManifest(folder, 'page:build');
  return { folder, names: [...Object.keys(sha256), 'manifest.json'] };
}
