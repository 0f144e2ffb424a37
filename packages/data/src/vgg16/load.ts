import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsDir, checkManifest } from '@reprise/base';
import { splitWeights, weightValues, type ConvWeights } from './weights';

/**
 * ImageNet weights of VGG16's 13 convolutions as `data:vgg16` wrote them, block1_conv1 first.
 * @throws Problem when the task has not run, or the file is not what its manifest says
 */
export async function loadVgg16Weights(folder = artifactsDir('data', 'vgg16')): Promise<ConvWeights[]> {
  await checkManifest(folder, 'data:vgg16', ['weights.f32']);
  const path = join(folder, 'weights.f32');
  return splitWeights(weightValues(await readFile(path), path), path);
}
