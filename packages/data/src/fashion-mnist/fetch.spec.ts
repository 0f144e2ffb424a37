import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { artifactsDir, inTempFolder } from '@reprise/base';
import { aProblem, quiet, serve, withEnvironment } from '@reprise/base/testing';
import { type FashionMnistOptions, fetchFashionMnist } from './fetch';
import { FASHION_MNIST } from './read-files';

const ARTIFACT = artifactsDir('data', 'fashion-mnist');
const NAMES = FASHION_MNIST.map(({ name }) => name).sort();
const fast = { silence: 20_000, pause: 1, attempts: 2, givenUp: new Set<string>() };

beforeEach(quiet);

/** No network and no packages of this machine by default. */
const options = (cache: string, more: FashionMnistOptions = {}): FashionMnistOptions => ({
  cache,
  mirrors: [],
  installed: join(cache, 'nowhere'),
  download: fast,
  ...more,
});
const fetchIn = (folder: string | undefined, given: FashionMnistOptions): ReturnType<typeof fetchFashionMnist> =>
  withEnvironment({ REPRISE_FASHION_MNIST: folder, PATH: '/nowhere' }, () => fetchFashionMnist(given));

test('downloads from a mirror, keeps the files, and then needs no mirror', () =>
  inTempFolder(async (cache) => {
    let requests = 0;
    const found = await serve(
      (request, response) => {
        requests++;
        const name = request.url!.slice(1, -'.gz'.length);
        response.end(gzipSync(readFileSync(join(ARTIFACT, name)), { level: 1 }));
      },
      (url) => fetchIn(undefined, options(cache, { mirrors: [{ name: 'a mirror', url }] })),
    );
    expect([found.source, requests]).toEqual(['a mirror', 4]);
    expect(readdirSync(cache).sort()).toEqual(NAMES);
    const again = await fetchIn(undefined, options(cache));
    expect(again.source).toBe('cache');
    for (const name of NAMES) expect(again.files[name].equals(readFileSync(join(ARTIFACT, name)))).toBe(true);
  }));

test('skips a mirror with other files and a damaged cache, which it repairs', () =>
  inTempFolder(async (cache) => {
    const other = gzipSync(Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 7]));
    await serve(
      (_, response) => response.end(other),
      async (url) => {
        const given = options(cache, { mirrors: [{ name: 'a mirror', url }] });
        expect((await fetchIn(ARTIFACT, given)).source).toBe('your folder');
        truncateSync(join(cache, 'train-labels-idx1-ubyte'), 1000);
        expect((await fetchIn(ARTIFACT, given)).source).toBe('your folder');
      },
    );
    expect((await fetchIn(undefined, options(cache))).source).toBe('cache');
  }));

test('uses an installed package’s files, which have another compression', () =>
  inTempFolder(async (folder) => {
    const installed = join(folder, 'installed');
    mkdirSync(installed);
    for (const name of NAMES)
      writeFileSync(join(installed, `${name}.gz`), gzipSync(readFileSync(join(ARTIFACT, name)), { level: 1 }));
    const found = await fetchIn(undefined, options(join(folder, 'cache'), { installed }));
    expect(found.source).toBe('Debian’s package, installed');
  }));

test('lists the sources and what to do if none has the files', () =>
  inTempFolder(async (folder) => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'train-images-idx3-ubyte.gz'), Buffer.of(0x1f, 0x8b, 8, 0));
    const cache = join(folder, 'cache');
    const failing = fetchIn(broken, options(cache, { mirrors: [{ name: 'a mirror', url: 'http://127.0.0.1:9/' }] }));
    const parts = ['cache', 'a mirror', 'your folder', 'Debian’s package, installed', 'Debian’s package, downloaded'];
    await expect(failing).rejects.toThrow(aProblem(new RegExp(parts.join('[^]*\n  - '))));
    await expect(failing).rejects.toThrow(/a complete gzip file[^]*apt-get.*no such program/);
    await expect(failing).rejects.toThrow(/set REPRISE_FASHION_MNIST[^]*install dataset-fashion-mnist/);
    expect(() => readFileSync(join(cache, 'train-images-idx3-ubyte'))).toThrow('ENOENT');
  }));
