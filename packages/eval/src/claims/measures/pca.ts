import { PIXELS, targetEntropy } from '../../baselines';
import { mean } from '../../metrics';
import { meanInterval } from '../../statistics';
import type { Claim, Measurement, Missing } from '../claim';
import type { Evidence } from '../evidence';
import {
  project,
  reconstruct,
  reconstructionErrors,
  type ReconstructionErrors,
  squaredErrorByComponents,
} from './reconstruction-errors';

/** The autoencoder's code holds so many numbers. */
export const CODE = 128;

/** Autoencoder and principal components on the same test images. */
export interface Reconstructions {
  autoencoder: ReconstructionErrors;
  /** With as many components as the code has numbers. */
  pca: ReconstructionErrors;
  /** Fewest components whose squared error is the autoencoder's at most; undefined where all that were kept are too few. */
  enough: number | undefined;
  pcaWithEnough: ReconstructionErrors | undefined;
  /** The lowest cross-entropy that any reconstruction can have. */
  entropy: number;
}

async function compute(evidence: Evidence): Promise<Reconstructions | Missing> {
  const run = await evidence.run('autoencoder');
  if ('missing' in run) return run;
  const pca = await evidence.pca();
  if ('missing' in pca) return pca;
  const { test } = await evidence.fashion();
  const { data, shape } = run.predictions;
  const images = test.images.subarray(0, shape[0] * PIXELS);
  const scores = project(images, pca.mean, pca.components);
  const withComponents = (used: number): ReconstructionErrors =>
    reconstructionErrors(images, (row, into) => reconstruct(scores, pca, row, used, into));
  const autoencoder = reconstructionErrors(images, (row, into) =>
    into.set(data.subarray(row * PIXELS, (row + 1) * PIXELS)),
  );
  const goal = mean(autoencoder.squared);
  const found = squaredErrorByComponents(images, pca.mean, scores).findIndex((error) => error <= goal);
  const enough = found < 0 ? undefined : found;
  return {
    autoencoder,
    pca: withComponents(CODE),
    enough,
    pcaWithEnough: enough === undefined ? undefined : withComponents(enough),
    entropy: targetEntropy(images),
  };
}

/** Once for all claims on it: it takes some seconds. */
export const reconstructions = (evidence: Evidence): Promise<Reconstructions | Missing> =>
  evidence.once('reconstructions', () => compute(evidence));

/** How much larger the error of PCA with 128 components is than the autoencoder's, image by image. */
export const pcaAgainstAutoencoder =
  (error: 'squared' | 'crossentropy'): Claim['measure'] =>
  async (evidence): Promise<Measurement | Missing> => {
    const found = await reconstructions(evidence);
    if ('missing' in found) return found;
    const { autoencoder, pca, pcaWithEnough, enough, entropy } = found;
    const differences = pca[error].map((value, row) => value - autoencoder[error][row]);
    const { mean: value, low, high } = meanInterval(differences);
    const shown = (errors: ReconstructionErrors | undefined): number | string =>
      errors ? mean(errors[error]) : 'none';
    return {
      value,
      low,
      high,
      interval: `t over ${differences.length} images`,
      details: {
        autoencoder: shown(autoencoder),
        [`PCA, ${CODE} components`]: shown(pca),
        'components that give the autoencoder’s squared error': enough ?? 'more than were kept',
        'PCA with so many': shown(pcaWithEnough),
        ...(error === 'squared'
          ? {
              [`PCA, ${CODE} components, cut to [0, 1]`]: mean(pca.squaredClipped),
              'PCA with so many, cut to [0, 1]': pcaWithEnough ? mean(pcaWithEnough.squaredClipped) : 'none',
            }
          : { 'the targets’ own entropy': entropy }),
      },
    };
  };
