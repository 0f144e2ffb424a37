import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { artifactsDir, inTempFolder } from '@reprise/base';
import { aProblem, quiet, serve, withEnvironment } from '@reprise/base/testing';
import { fetchFashionMnist, type FashionMnistSources } from './fetch';
import { FASHION_MNIST } from './files';

const ARTIFACT = artifactsDir('data', 'fashion-mnist');
const NAMES = FASHION_MNIST.map(({ name }) => name).sort();
const fast = { silence: 20_000, pause: 1, attempts: 2, givenUp: new Set<string>() };

beforeEach(quiet);

/** Neither the network nor this machine's packages: what a test does not give is not there. */
const sources = (cache: string, more: FashionMnistSources = {}): FashionMnistSources => ({
  cache,
  hosts: [],
  installed: join(cache, 'nowhere'),
  download: fast,
  ...more,
});
const fetchIn = (folder: string | undefined, given: FashionMnistSources): ReturnType<typeof fetchFashionMnist> =>
  withEnvironment({ REPRISE_FASHION_MNIST: folder, PATH: '/nowhere' }, () => fetchFashionMnist(given));

test('takes a host’s files, keeps them, and needs no host then', () =>
  inTempFolder(async (cache) => {
    let requests = 0;
    const found = await serve(
      (request, response) => {
        requests++;
        const name = request.url!.slice(1, -'.gz'.length);
        response.end(gzipSync(readFileSync(join(ARTIFACT, name)), { level: 1 }));
      },
      (url) => fetchIn(undefined, sources(cache, { hosts: [{ name: 'a host', url }] })),
    );
    expect([found.rung, requests]).toEqual(['a host', 4]);
    expect(readdirSync(cache).sort()).toEqual(NAMES);
    const again = await fetchIn(undefined, sources(cache));
    expect(again.rung).toBe('cache');
    for (const name of NAMES) expect(again.value[name].equals(readFileSync(join(ARTIFACT, name)))).toBe(true);
  }));

test('goes past a host that has other files, and past a broken cache, which it mends', () =>
  inTempFolder(async (cache) => {
    const other = gzipSync(Buffer.from([0, 0, 8, 1, 0, 0, 0, 1, 7]));
    await serve(
      (_, response) => response.end(other),
      async (url) => {
        const given = sources(cache, { hosts: [{ name: 'a host', url }] });
        expect((await fetchIn(ARTIFACT, given)).rung).toBe('your folder');
        truncateSync(join(cache, 'train-labels-idx1-ubyte'), 1000);
        expect((await fetchIn(ARTIFACT, given)).rung).toBe('your folder');
      },
    );
    expect((await fetchIn(undefined, sources(cache))).rung).toBe('cache');
  }));

test('takes an installed package’s files, gzipped anew', () =>
  inTempFolder(async (folder) => {
    const installed = join(folder, 'installed');
    mkdirSync(installed);
    for (const name of NAMES)
      writeFileSync(join(installed, `${name}.gz`), gzipSync(readFileSync(join(ARTIFACT, name)), { level: 1 }));
    const found = await fetchIn(undefined, sources(join(folder, 'cache'), { installed }));
    expect(found.rung).toBe('Debian’s package, installed');
  }));

test('says what was tried and what to do when nothing serves', () =>
  inTempFolder(async (folder) => {
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'train-images-idx3-ubyte.gz'), Buffer.of(0x1f, 0x8b, 8, 0));
    const cache = join(folder, 'cache');
    const failing = fetchIn(broken, sources(cache, { hosts: [{ name: 'a host', url: 'http://127.0.0.1:9/' }] }));
    const parts = ['cache', 'a host', 'your folder', 'Debian’s package, installed', 'Debian’s package, fetched'];
    await expect(failing).rejects.toThrow(aProblem(new RegExp(parts.join('[^]*\n  - '))));
    await expect(failing).rejects.toThrow(/a whole gzip file[^]*apt-get.*no such program/);
    await expect(failing).rejects.toThrow(/set REPRISE_FASHION_MNIST[^]*install dataset-fashion-mnist/);
    expect(() => readFileSync(join(cache, 'train-images-idx3-ubyte'))).toThrow('ENOENT');
  }));
