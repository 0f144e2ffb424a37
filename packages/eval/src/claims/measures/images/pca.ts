import { PIXELS, targetEntropy } from '../../../baselines';
import { mean } from '../../../metrics';
import { meanInterval } from '../../../statistics';
import type { Measure } from '../../claim';
import type { Evidence } from '../../evidence';
import { estimate } from '../measurement';
import {
  project,
  reconstruct,
  reconstructionErrors,
  type ReconstructionErrors,
  squaredErrorByComponents,
} from './reconstruction-errors';

/** Numbers in the autoencoder's code. */
export const CODE = 128;

/** Errors of the autoencoder and of PCA on the same test images. */
async function compute(evidence: Evidence) {
  const { data, shape } = (await evidence.run('autoencoder')).predictions;
  const pca = await evidence.pca();
  const images = (await evidence.fashion()).test.images.subarray(0, shape[0] * PIXELS);
  const scores = project(images, pca.mean, pca.components);
  const withComponents = (used: number): ReconstructionErrors =>
    reconstructionErrors(images, (row, into) => reconstruct(scores, pca, row, used, into));
  const autoencoder = reconstructionErrors(images, (row, into) =>
    into.set(data.subarray(row * PIXELS, (row + 1) * PIXELS)),
  );
  const goal = mean(autoencoder.squared);
  const components = squaredErrorByComponents(images, pca.mean, scores).findIndex((error) => error <= goal);
  return {
    autoencoder,
    pca: withComponents(CODE),
    /** PCA with the fewest components whose squared error is at most the autoencoder's. */
    enough: components < 0 ? undefined : { components, errors: withComponents(components) },
    /** The lowest cross-entropy that a reconstruction can have. */
    entropy: targetEntropy(images),
  };
}

/** Computed once for all claims: it takes some seconds. */
export const reconstructions = (evidence: Evidence): ReturnType<typeof compute> =>
  evidence.once('reconstructions', () => compute(evidence));

/** The error of PCA with 128 components minus the autoencoder's, image by image. */
export const pcaAgainstAutoencoder =
  (error: 'squared' | 'crossentropy'): Measure =>
  async (evidence) => {
    const { autoencoder, pca, enough, entropy } = await reconstructions(evidence);
    const differences = pca[error].map((value, row) => value - autoencoder[error][row]);
    const apart = meanInterval(differences);
    return estimate(apart.mean, apart, `t over ${differences.length} images`, {
      autoencoder: mean(autoencoder[error]),
      [`PCA, ${CODE} components`]: mean(pca[error]),
      'components that give the autoencoder’s squared error': enough?.components ?? 'more than were kept',
      'PCA with so many': enough ? mean(enough.errors[error]) : 'none',
      ...(error === 'squared'
        ? {
            [`PCA, ${CODE} components, cut to [0, 1]`]: mean(pca.squaredClipped),
            'PCA with so many, cut to [0, 1]': enough ? mean(enough.errors.squaredClipped) : 'none',
          }
        : { 'the targets’ own entropy': entropy }),
    });
  };
