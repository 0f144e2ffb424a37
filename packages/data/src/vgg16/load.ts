import { join } from 'node:path';
import { artifactsDir, checkManifest } from '@reprise/base';
import { type ConvWeights, readWeights, splitWeights, WEIGHTS } from './weights';

/**
 * The ImageNet weights of VGG16's 13 convolutions that `data:vgg16` wrote, block1_conv1 first.
 * @throws Problem if the task has not run, or the file is not in its manifest or damaged
 */
export async function loadVgg16Weights(folder = artifactsDir('data', 'vgg16')): Promise<ConvWeights[]> {
  await checkManifest(folder, 'data:vgg16', [WEIGHTS.name]);
  const path = join(folder, WEIGHTS.name);
  return splitWeights(await readWeights(path), path);
}
