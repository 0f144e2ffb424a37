import { join } from 'node:path';
import { artifactsDir, writeFolder, writeJson } from '@reprise/base';
import { inputDigests, loadFashionMnist, writeNpy } from '@reprise/data';
import { runtimeDigest } from '@reprise/engine';
import { type Study } from '@reprise/training';
import { fitPca } from './fit-pca';

const PIXELS = 28 * 28;
/** Twice the autoencoder's code of 128 numbers. */
const COMPONENTS = 256;
const QUICK_ROWS = 4_000;

/**
 * Principal components of the training images, than which the notebook calls its autoencoder "more potent". Writes mean.npy
 * [784], components.npy [256, 784] and pca.json. Nothing is random: the seed only names the folder.
 */
export const pca: Study = {
  name: 'pca',
  async run(profile, seed) {
    const { train } = await loadFashionMnist();
    const rows = profile === 'quick' ? QUICK_ROWS : train.rows;
    const { mean, components, explained } = fitPca(train.images.subarray(0, rows * PIXELS), PIXELS, COMPONENTS);
    const folder = artifactsDir(profile, 'pca', `seed-${seed}`);
    await writeFolder(folder, 'vision:pca', async (draft) => {
      const write = (name: string, shape: number[], data: Float32Array): Promise<void> =>
        writeNpy(join(draft, name), { dtype: 'float32', shape, data });
      await write('mean.npy', [PIXELS], mean);
      await write('components.npy', [COMPONENTS, PIXELS], components);
      const record = {
        schema: 1,
        profile,
        slice: profile === 'quick',
        train_rows: rows,
        explained_variance: Array.from(explained),
        inputs: { ...(await inputDigests('fashion-mnist')), 'tools:runtime': runtimeDigest() },
      };
      await writeJson(join(draft, 'pca.json'), record);
    });
    return folder;
  },
};
