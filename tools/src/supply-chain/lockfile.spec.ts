import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import reasons from './install-scripts.json';
import { missingFromLockfile, readLockfile, thirdParty } from './testing/lockfile';

const lockfile = readLockfile();
const packages = thirdParty(lockfile);
const read = (file: string): string => readFileSync(join(repositoryRoot(), file), 'utf8');
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: repositoryRoot(), encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(repositoryRoot(), file)));

test('package-lock.json is complete for all platforms', () => {
  expect(missingFromLockfile(lockfile)).toEqual([]);
});

test("a missing platform's binary is reported", () => {
  const { 'node_modules/@img/sharp-win32-x64': dropped, ...rest } = lockfile;
  expect(dropped.version).toBeDefined();
  expect(missingFromLockfile(rest)).toEqual([`node_modules/sharp -> @img/sharp-win32-x64@${dropped.version}`]);
});

test('each package but the workspaces has a SHA-512, so that npm verifies it', () => {
  const workspaces = Object.entries(lockfile).filter(([folder, { link }]) => link || !folder.includes('node_modules/'));
  expect(packages.length).toBe(Object.keys(lockfile).length - workspaces.length);
  for (const [folder] of workspaces)
    expect(folder).toMatch(/^(|(packages|apps)\/\w+|tools(\/\w+)?|examples|node_modules\/@reprise\/\w+)$/);
  expect(packages.filter(({ integrity = '' }) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity))).toEqual([]);
});

test('no registry is named', () => {
  expect(packages.filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});

test('each override is in force', () => {
  const { overrides } = JSON.parse(read('package.json')) as {
    overrides: Record<string, string | Record<string, string>>;
  };
  const pairs = Object.entries(overrides).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : Object.entries(value),
  );
  expect(pairs.length).toBeGreaterThan(5);
  for (const [name, version] of pairs)
    expect(packages.filter((one) => one.name === name).map((one) => one.version)).toContain(version);
  // The versions that tfjs-node-gpu asks for have known vulnerabilities.
  for (const name of ['tar', 'adm-zip', '@mapbox/node-pre-gyp', 'rimraf'])
    expect(packages.filter((one) => one.name === name)).toHaveLength(1);
});

test('npm runs no install scripts, and install-scripts.json says for each one why it is not needed', () => {
  expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
  const names = new Set(packages.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name));
  expect([...names].sort()).toEqual(Object.keys(reasons));
});

test('no file turns install scripts on', () => {
  const enabling =
    /ignore[-_]scripts\W{1,3}(false|0)|no-ignore-scripts|npm (rebuild|rb)\b|enable-scripts|allow-scripts/i;
  const files = tracked.filter((file) => /\.(json|js|mjs|ts|md|py|sh|yml)$|^\.ci\/|^\.env$|npmrc$/.test(file));
  expect(files).toEqual(expect.arrayContaining(['README.md', '.ci/run', 'tools/project.json', '.npmrc', '.env']));
  const here = 'tools/src/supply-chain/lockfile.spec.ts';
  expect(files.filter((file) => file !== here && enabling.test(read(file)))).toEqual([]);
});

test('the workspaces have no install scripts', () => {
  const manifests = tracked.filter((file) => /(^|\/)package\.json$/.test(file));
  expect(manifests.length).toBeGreaterThan(8);
  for (const file of manifests) {
    const { scripts = {} } = JSON.parse(read(file)) as { scripts?: Record<string, string> };
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?(install|prepare|publish)$/.test(name))).toEqual([]);
  }
});
