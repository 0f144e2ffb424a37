import { join } from 'node:path';
import { artifactsDir, checkDigest, checkManifest, digest, Problem, readBounded } from '@reprise/base';
import { DATA_PINS } from '../data-pins';
import { kernelShape, kernelSize, VGG16_LAYERS, VGG16_VALUES } from './layers';

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

/** Joins kernels and biases. @throws Problem if a layer is missing or has another shape */
export function joinWeights(weights: ConvWeights[], where: string): Float32Array {
  const all = new Float32Array(VGG16_VALUES);
  let at = 0;
  for (const wanted of VGG16_LAYERS) {
    const found = weights.find(({ layer }) => layer === wanted.layer);
    const shapes = found && `${found.kernel.shape.join('x')} and ${found.bias.shape.join('x')}`;
    const expected = `${kernelShape(wanted).join('x')} and ${wanted.to}`;
    if (found === undefined || shapes !== expected) {
      const what = `${wanted.layer} with kernel and bias of ${expected}`;
      throw new Problem({ where, expected: what, found: shapes ?? 'no such layer', todo: TODO });
    }
    all.set(found.kernel.data, at);
    all.set(found.bias.data, at + kernelSize(wanted));
    at += kernelSize(wanted) + wanted.to;
  }
  return all;
}

/** Views of the joined values, layer by layer. */
export function splitWeights(all: Float32Array): ConvWeights[] {
  let at = 0;
  const take = (shape: number[], size: number): { shape: number[]; data: Float32Array } => ({
    shape,
    data: all.subarray(at, (at += size)),
  });
  return VGG16_LAYERS.map((layer) => ({
    layer: layer.layer,
    kernel: take(kernelShape(layer), kernelSize(layer)),
    bias: take([layer.to], layer.to),
  }));
}

/** The bytes of weights.f32. */
export const weightBytes = (all: Float32Array): Buffer => Buffer.from(all.buffer, all.byteOffset, all.byteLength);

/** Reads weights.f32. @throws Problem if it is missing or has another length */
export async function readWeights(path: string): Promise<Float32Array> {
  const wanted = { expected: `${WEIGHTS.name} of ${4 * VGG16_VALUES} bytes`, todo: TODO };
  const bytes = await readBounded(path, 4 * VGG16_VALUES, wanted);
  if (bytes.length !== 4 * VGG16_VALUES) throw new Problem({ where: path, found: `${bytes.length}`, ...wanted });
  return new Float32Array(new Uint8Array(bytes).buffer);
}

/** @throws Problem if these are not the published weights */
export function verifyWeights(all: Float32Array, where: string): Float32Array {
  checkDigest(where, digest(weightBytes(all)), WEIGHTS.sha256, TODO);
  return all;
}

/**
 * The ImageNet weights of VGG16's 13 convolutions that `data:vgg16` wrote, block1_conv1 first.
 * @throws Problem if the task has not run, or the file is not in its manifest or damaged
 */
export async function loadVgg16Weights(folder = artifactsDir('data', 'vgg16')): Promise<ConvWeights[]> {
  await checkManifest(folder, 'data:vgg16', [WEIGHTS.name]);
  const path = join(folder, WEIGHTS.name);
  return splitWeights(await readWeights(path));
}
