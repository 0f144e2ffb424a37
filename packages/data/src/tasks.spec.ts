import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { artifactsDir, checkManifest, inTempFolder, repositoryRoot } from '@reprise/base';
import { aProblem, quiet, withEnvironment } from '@reprise/base/testing';
import { DATA_TASKS, runDataTask } from './tasks';

beforeEach(quiet);

test('every data set has a cached Nx target with both profiles', () => {
  const { targets } = JSON.parse(readFileSync(join(repositoryRoot(), 'packages/data/project.json'), 'utf8'));
  expect(Object.keys(targets)).toEqual(DATA_TASKS);
  for (const name of DATA_TASKS)
    expect(targets[name]).toMatchObject({
      cache: true,
      outputs: [`{workspaceRoot}/artifacts/data/${name}`],
      options: { command: `node -r ./tools/ts-node-cached.js packages/data/src/main.ts ${name}` },
      configurations: { full: {}, quick: {} },
      defaultConfiguration: 'full',
    });
});

test('a second run writes the same bytes', () =>
  inTempFolder(async (folder) => {
    const target = join(folder, 'urls');
    await runDataTask('urls', target);
    const manifest = await checkManifest(target, 'data:urls');
    expect(manifest).toEqual(await checkManifest(artifactsDir('data', 'urls'), 'data:urls'));
  }));

test('a failing task leaves nothing', () =>
  inTempFolder(async (folder) => {
    // An empty cache, no folder and no pip. The mirrors are not reachable, or silent.
    const cache = join(folder, 'cache');
    mkdirSync(cache);
    const target = join(folder, 'artifacts', 'vgg16');
    const nothing = { XDG_CACHE_HOME: cache, REPRISE_VGG16: undefined, PATH: '/nowhere' };
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(Object.assign(new Error('no network'), { code: 'ENOTFOUND' }));
    await withEnvironment(nothing, () =>
      expect(runDataTask('vgg16', target)).rejects.toThrow(aProblem(/VGG16 weights/)),
    );
    jest.restoreAllMocks();
    expect(readdirSync(join(folder, 'artifacts'))).toEqual([]);
  }));

test.each(['', 'mnist', 'constructor'])('refuses the name %j', async (name) => {
  await expect(runDataTask(name)).rejects.toThrow(aProblem(/one of fashion-mnist, urls, vgg16/));
});

test('the command lists the data sets without a stack trace and exits with status 1', async () => {
  const main = [require.resolve('ts-node/dist/bin.js'), 'packages/data/src/main.ts', 'mnist'];
  const failed = await promisify(execFile)(process.execPath, main, { cwd: repositoryRoot() }).catch((error) => error);
  expect(failed.code).toBe(1);
  expect(failed.stderr.trim()).toBe(
    'data set: expected one of fashion-mnist, urls, vgg16, found "mnist". Run `npx nx run data:NAME` with one of these.',
  );
  expect(existsSync(artifactsDir('data', 'mnist'))).toBe(false);
});
