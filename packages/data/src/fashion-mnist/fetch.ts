import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { cacheDir, download, type DownloadOptions, inTempFolder, sweepHalfWritten, withLock } from '@reprise/base';
import { sizeOfShape } from '../formats/size-of-shape';
import { debianPackage } from '../sources/debian-package';
import { climb, type Found, type Rung } from '../sources/ladder';
import { userFolder } from '../sources/user-folder';
import { FASHION_MNIST } from './files';
import { readFashionMnistFile, readFashionMnistFolder, type IdxFiles } from './read-folder';

const VARIABLE = 'REPRISE_FASHION_MNIST';
const PACKAGE = 'dataset-fashion-mnist';
const INSTALLED = 'usr/share/datasets/fashion-mnist';

/** Where the data set is published: the address that the notebook's `keras.datasets` used, and its authors' own. */
const HOSTS = [
  { name: 'the Keras data sets', url: 'https://storage.googleapis.com/tensorflow/tf-keras-datasets/' },
  { name: 'the authors’ bucket', url: 'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/' },
];

const ADVICE = `Either go online, or set ${VARIABLE} to a folder that holds
${FASHION_MNIST.map(({ name }) => name).join(', ')} (plain or .gz),
or install Debian's package: apt-get install ${PACKAGE}. Then run it again.`;

/** Fetches the four files from one address into `folder`, where parts of broken transfers wait for the next run. */
async function fromHost(url: string, folder: string, options?: DownloadOptions): Promise<IdxFiles> {
  const files: IdxFiles = {};
  for (const file of FASHION_MNIST) {
    const to = join(folder, `${file.name}.gz`);
    const check = async (path: string): Promise<void> => void (await readFashionMnistFile(path, file));
    // What an interrupted run has fetched whole stands under its final name, verified.
    const kept = await readFashionMnistFile(to, file).catch(() => undefined);
    if (kept === undefined) {
      // Packed at worst, a file is hardly larger than its values, of a byte each.
      const atMost = 1_000 + Math.ceil(1.01 * sizeOfShape(file.shape));
      await download({ url: `${url}${file.name}.gz`, to, check, atMost }, options);
    }
    files[file.name] = kept ?? (await readFashionMnistFile(to, file));
  }
  return files;
}

export interface FashionMnistSources {
  /** Where verified files are kept between clones. */
  cache?: string;
  hosts?: { name: string; url: string }[];
  /** Where Debian's package is installed. */
  installed?: string;
  download?: DownloadOptions;
}

/** The places that may have the data set, in the order in which they are tried. */
function fashionMnistRungs(sources: FashionMnistSources = {}): Rung<IdxFiles>[] {
  const { cache = cacheDir('fashion-mnist'), hosts = HOSTS, installed = `/${INSTALLED}` } = sources;
  return [
    { name: 'cache', take: () => readFashionMnistFolder(cache) },
    ...hosts.map(({ name, url }) => ({
      name,
      take: () => fromHost(url, join(cache, 'download'), sources.download),
    })),
    { name: 'your folder', take: async () => readFashionMnistFolder(await userFolder(VARIABLE)) },
    { name: 'Debian’s package, installed', take: () => readFashionMnistFolder(installed) },
    {
      name: 'Debian’s package, fetched',
      take: () =>
        inTempFolder(async (folder) => readFashionMnistFolder(join(await debianPackage(PACKAGE, folder), INSTALLED))),
    },
  ];
}

/**
 * The verified files from the first source that has them; kept in the cache, so that the next clone needs no network.
 * @throws Problem when no source has them
 */
export async function fetchFashionMnist(sources: FashionMnistSources = {}): Promise<Found<IdxFiles>> {
  const { cache = cacheDir('fashion-mnist') } = sources;
  return withLock(cache, async () => {
    const found = await climb('Fashion-MNIST', fashionMnistRungs(sources), ADVICE);
    if (found.rung !== 'cache') {
      await mkdir(cache, { recursive: true });
      for (const [name, bytes] of Object.entries(found.value)) {
        await writeFileAtomic(join(cache, name), bytes);
        await sweepHalfWritten(join(cache, name));
      }
      await rm(join(cache, 'download'), { recursive: true, force: true });
    }
    return found;
  });
}
