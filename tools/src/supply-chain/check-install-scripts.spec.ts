import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder, repositoryRoot } from '@reprise/base';
import { readLockfile } from '../lockfile';
import { checkInstallScripts } from './check-install-scripts';
import reasons from './install-scripts.json';
import { lockedPackages } from './locked-packages';

const packages = lockedPackages(readLockfile());
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: repositoryRoot(), encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(repositoryRoot(), file)));
const read = (file: string): string => readFileSync(join(repositoryRoot(), file), 'utf8');

test('each install script in the lockfile is known, with a reason why it is not needed', () => {
  expect(checkInstallScripts(packages, reasons).failures).toEqual([]);
  for (const reason of Object.values(reasons)) expect(reason.length).toBeGreaterThan(20);
});

test('a new one is found, and so is a reason that nothing needs any more', () => {
  const fresh = { ...packages[0], name: 'fresh', installScript: true };
  expect(checkInstallScripts([...packages, fresh], reasons).failures).toEqual([
    expect.stringMatching(/^fresh: has an install script/),
  ]);
  expect(checkInstallScripts(packages, { ...reasons, gone: 'It did something.' }).failures).toEqual([
    expect.stringMatching(/^gone: has no install script any more/),
  ]);
});

test('no step of ours turns them on', () => {
  const enabling =
    /ignore[-_]scripts\W{1,3}(false|0)|no-ignore-scripts|npm (rebuild|rb)\b|enable-scripts|allow-scripts/i;
  const steps = tracked.filter((file) => /\.(json|js|mjs|ts|md|py|sh)$|^\.ci\/|^\.env$|npmrc$/.test(file));
  expect(steps).toEqual(expect.arrayContaining(['README.md', '.ci/run', 'tools/project.json', '.npmrc', '.env']));
  expect(
    steps.filter(
      (file) => file !== 'tools/src/supply-chain/check-install-scripts.spec.ts' && enabling.test(read(file)),
    ),
  ).toEqual([]);
});

test('our own packages have none', () => {
  const ours = tracked.filter((file) => /(^|\/)package\.json$/.test(file));
  expect(ours.length).toBeGreaterThan(8);
  for (const file of ours) {
    const { scripts = {} } = JSON.parse(read(file)) as { scripts?: Record<string, string> };
    expect(Object.keys(scripts).filter((name) => /^(pre|post)?(install|prepare|publish)$/.test(name))).toEqual([]);
  }
});

test.each([
  ['.npmrc keeps a package’s script from running', true],
  ['without it the same script runs', false],
])('%s', (_, kept) =>
  inTempFolder(async (folder) => {
    const [source, home, project] = ['source', 'home', 'project'].map((name) => join(folder, name));
    for (const made of [source, home, project]) mkdirSync(made);
    const scripts = { postinstall: `node -e "require('fs').writeFileSync('ran','')"` };
    writeFileSync(join(source, 'package.json'), JSON.stringify({ name: 'scripted', version: '1.0.0', scripts }));
    writeFileSync(join(project, 'package.json'), '{}');
    if (kept) copyFileSync(join(repositoryRoot(), '.npmrc'), join(project, '.npmrc'));
    // npm hands its settings to what it runs as variables: those of the npm that runs this test would hide the file's.
    const clean = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name));
    const env = { ...Object.fromEntries(clean), HOME: home };
    const npm = (cwd: string, ...args: string[]): string =>
      execFileSync('npm', [...args, '--offline', `--cache=${join(folder, 'cache')}`], {
        cwd,
        env,
        encoding: 'utf8',
        stdio: 'pipe',
      });
    npm(source, 'pack', '--ignore-scripts', `--pack-destination=${project}`);
    npm(project, 'install', './scripted-1.0.0.tgz');
    const files = readdirSync(join(project, 'node_modules', 'scripted'));
    expect(files.includes('ran')).toBe(!kept);
  }),
);
