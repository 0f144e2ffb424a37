import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactsDir, checkDigest, checkManifest, digest } from '@reprise/base';
import DATA_PINS from '../pins.json';
import { kernelShape, kernelSize, VGG16_LAYERS } from './layers';

export interface ConvWeights {
  /** `block1_conv1` … `block5_conv3` */
  layer: string;
  /** [height, width, in, out] */
  kernel: { shape: number[]; data: Float32Array };
  bias: { shape: number[]; data: Float32Array };
}

/** The file with all values as little-endian float32 in layer order, each kernel before its bias. */
export const WEIGHTS = DATA_PINS.vgg16.weights;

const TODO = 'Run `npx nx run data:vgg16` to write the weights again, or use another source.';

/** The bytes of weights.f32. */
export const weightBytes = (weights: ConvWeights[]): Buffer =>
  Buffer.concat(
    weights
      .flatMap(({ kernel, bias }) => [kernel.data, bias.data])
      .map(({ buffer, byteOffset, byteLength }) => Buffer.from(buffer, byteOffset, byteLength)),
  );

/** @returns the bytes @throws Problem if these are not the published weights */
export function verifyWeights(bytes: Buffer, where: string): Buffer {
  checkDigest(where, digest(bytes), WEIGHTS.sha256, TODO);
  return bytes;
}

/** Views of weights.f32, layer by layer. */
export function splitWeights(all: Float32Array): ConvWeights[] {
  let at = 0;
  const take = (shape: number[], size: number): ConvWeights['bias'] => ({
    shape,
    data: all.subarray(at, (at += size)),
  });
  return VGG16_LAYERS.map((layer) => ({
    layer: layer.layer,
    kernel: take(kernelShape(layer), kernelSize(layer)),
    bias: take([layer.to], layer.to),
  }));
}

/**
 * The ImageNet weights of VGG16's 13 convolutions that `data:vgg16` wrote, block1_conv1 first.
 * @throws Problem if the task has not run, or the file is not in its manifest, damaged, or not the published one
 */
export async function loadVgg16Weights(folder = artifactsDir('data', 'vgg16')): Promise<ConvWeights[]> {
  const { sha256 } = await checkManifest(folder, 'data:vgg16', [WEIGHTS.name]);
  const path = join(folder, WEIGHTS.name);
  checkDigest(path, sha256[WEIGHTS.name], WEIGHTS.sha256, TODO);
  return splitWeights(new Float32Array(new Uint8Array(await readFile(path)).buffer));
}
