import { join } from 'node:path';
import { checkManifest } from '@reprise/base';
import { readNpy } from '@reprise/data';

/** Numbers in the autoencoder's code, and components that are compared with it. */
export const CODE = 128;

export interface PrincipalComponents {
  /** [784] */
  mean: Float32Array;
  /** [components, 784], by variance, largest first. */
  components: Float32Array;
}

/** @throws Problem when vision:pca has not run with this seed */
export async function readPca(artifacts: string, seed: number): Promise<PrincipalComponents> {
  const folder = join(artifacts, 'full', 'pca', `seed-${seed}`);
  await checkManifest(folder, `vision:pca:full --seed=${seed}`, ['pca.json', 'mean.npy', 'components.npy']);
  const values = async (name: string) => (await readNpy(join(folder, name))).data as Float32Array;
  return { mean: await values('mean.npy'), components: await values('components.npy') };
}
