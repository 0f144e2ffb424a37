import { join } from 'node:path';
import { cacheDir, download, type DownloadOptions, inTempFolder } from '@reprise/base';
import { sizeOfShape } from '../formats/size-of-shape';
import DATA_PINS from '../pins.json';
import { debianPackage } from '../sources/debian-package';
import { fetchCached, type Fetched, type Files, type Mirror } from '../sources/fetch-cached';
import { FASHION_MNIST, readFashionMnistFile, readFashionMnistFolder } from './read-files';

const VARIABLE = 'REPRISE_FASHION_MNIST';
const { debianPackage: PACKAGE, mirrors: MIRRORS } = DATA_PINS.fashionMnist;
const INSTALLED = 'usr/share/datasets/fashion-mnist';

const ADVICE = `Go online, or set ${VARIABLE} to a folder that has the files
${FASHION_MNIST.map(({ name }) => name).join(', ')} (plain or .gz),
or install Debian's package: apt-get install ${PACKAGE}. Then run it again.`;

/** Downloads the four files from one host to `folder`. */
async function fromMirror(url: string, folder: string, options?: DownloadOptions): Promise<Files> {
  const files: Files = {};
  for (const file of FASHION_MNIST) {
    const to = join(folder, `${file.name}.gz`);
    const check = async (path: string): Promise<void> => void (await readFashionMnistFile(path, file));
    // An interrupted run may have downloaded it.
    const kept = await readFashionMnistFile(to, file).catch(() => undefined);
    if (kept === undefined) {
      // Even incompressible, a file is hardly larger than its values of a byte each.
      const atMost = 1_000 + Math.ceil(1.01 * sizeOfShape(file.shape));
      await download({ url: `${url}${file.name}.gz`, to, check, atMost }, options);
    }
    files[file.name] = kept ?? (await readFashionMnistFile(to, file));
  }
  return files;
}

/** Where to look for the data. By default the published places; tests set them. */
export interface FashionMnistOptions {
  cache?: string;
  mirrors?: Mirror[];
  /** Where Debian's package is installed. */
  installed?: string;
  download?: DownloadOptions;
}

/**
 * The verified files from the cache, or from the first source that has them: the mirrors, the folder in
 * `REPRISE_FASHION_MNIST`, Debian's package.
 * @throws Problem if no source has them
 */
export async function fetchFashionMnist({
  cache = cacheDir('fashion-mnist'),
  mirrors = MIRRORS,
  installed = `/${INSTALLED}`,
  download: options,
}: FashionMnistOptions = {}): Promise<Fetched> {
  return fetchCached({
    what: 'Fashion-MNIST',
    cache,
    mirrors,
    download: (url, folder) => fromMirror(url, folder, options),
    read: readFashionMnistFolder,
    variable: VARIABLE,
    others: [
      { name: 'Debian’s package, installed', fetch: () => readFashionMnistFolder(installed) },
      {
        name: 'Debian’s package, downloaded',
        fetch: () =>
          inTempFolder(async (folder) => readFashionMnistFolder(join(await debianPackage(PACKAGE, folder), INSTALLED))),
      },
    ],
    todo: ADVICE,
  });
}
