// Packs the published packages, installs them in a folder outside the repository, and uses them as docs/engine.md says.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot, tempFolder } from '@reprise/base';
import { checkPackage } from './check-package';
import { packPackage, PUBLISHED, type Tarball } from './pack-package';

jest.setTimeout(180_000);

const root = repositoryRoot();
const folder = tempFolder();
const project = join(folder, 'project');
const page = readFileSync(join(root, 'docs', 'engine.md'), 'utf8');
const readme = readFileSync(join(root, 'packages', 'engine', 'README.md'), 'utf8');
const commands = [
  ...(/^## Getting started\n[^]*?```sh\n([^]*?)```/m.exec(page)?.[1] ?? '').matchAll(/^(np[mx] .*?)(?: {2,}#.*)?$/gm),
];
const [example, another] = [readme, page].map((text) => /^```js\n([^]*?)^```$/m.exec(text)?.[1] ?? '');
let tarballs: Tarball[];

/** Runs a program in the project, without the environment variables of the npm that runs the tests. */
function run(program: string, args: string[], cwd = project): string {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm|NODE_OPTIONS)/i.test(name)));
  return execFileSync(program, args, { cwd, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const node = (file: string): string => run(process.execPath, [file]);

beforeAll(() => {
  mkdirSync(project);
  tarballs = PUBLISHED.map((name) => packPackage(name, folder));
  const [init, pack, install, place, ...rest] = commands.map(([, command]) => command);
  expect([init, pack, rest]).toEqual(['npm init -y', 'npm run pack --prefix ../reprise', []]);
  run('npm', ['init', '-y']);
  expect(install).toBe('npm install ../reprise/dist/packages/*.tgz');
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs.map(({ file }) => file)]);
  expect(place).toBe('npx reprise-runtime');
  expect(run('npx', ['reprise-runtime'])).toMatch(/^TensorFlow 2\.21\.\d+ \(.*\) is installed: /);
});

test('publint and are-the-types-wrong report nothing, and no tarball is too large', async () => {
  for (const tarball of tarballs) expect(await checkPackage(tarball)).toEqual([]);
});

test('a tarball contains JavaScript, declarations, source maps, licence and README, and no sources or links', () => {
  for (const { name, file } of tarballs) {
    const files = run('tar', ['tzf', file]).trim().split('\n');
    for (const part of ['index.js', 'index.d.ts', 'index.js.map']) expect(files).toContain(`package/dist/${part}`);
    expect(files).toEqual(expect.arrayContaining(['package/LICENSE', 'package/README.md']));
    expect(files.filter((path) => /\.spec\.|testing|node_modules|(?<!\.d)\.ts$/.test(path))).toEqual([]);
    const manifest = JSON.parse(readFileSync(join(project, 'node_modules', name, 'package.json'), 'utf8')) as {
      version: string;
      dependencies: Record<string, string>;
    };
    expect(manifest.version).toMatch(/^\d+\.\d+\.\d+$/);
    for (const version of Object.values(manifest.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Object.keys(manifest.dependencies)).not.toEqual(
      expect.arrayContaining(['ts-node', '@tensorflow/tfjs-node-gpu']),
    );
  }
});

test('the README’s example trains, as an ES module and as CommonJS', () => {
  writeFileSync(join(project, 'train.mjs'), example);
  expect(node('train.mjs')).toMatch(/^accuracy (0\.9\d|1\.00)$/m);
  const common = example.replace(/^import .*$/m, "const { fit, tf } = require('@reprise/engine');");
  writeFileSync(join(project, 'page.mjs'), another);
  expect(node('page.mjs')).toMatch(/^val_acc (0\.9\d|1\.00), accuracy (0\.9\d|1\.00)$/m);
  writeFileSync(join(project, 'train.cjs'), `(async () => {\n${common}\n})();`);
  expect(node('train.cjs')).toMatch(/^accuracy (0\.9\d|1\.00)$/m);
});

test('both module systems share one TensorFlow', () => {
  writeFileSync(
    join(project, 'both.mjs'),
    "import { createRequire } from 'node:module';\nimport { tf, fit } from '@reprise/engine';\n" +
      "const common = createRequire(import.meta.url)('@reprise/engine');\nconsole.log(common.tf === tf, common.fit === fit);",
  );
  expect(node('both.mjs')).toBe('true true\n');
});

test.each(['nodenext', 'bundler'])(
  'type-checks with module resolution %s, and rejects a wrong argument',
  (resolution) => {
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const module = resolution === 'bundler' ? 'esnext' : resolution;
    const compilerOptions = {
      module,
      moduleResolution: resolution,
      target: 'es2023',
      strict: true,
      skipLibCheck: true,
      types: [],
      lib: ['es2023', 'dom'],
    };
    writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['typed.mts'] }));
    const typed = example.replace('history.acc.at(-1)', '(history.acc as number[]).at(-1)!');
    writeFileSync(join(project, 'typed.mts'), typed);
    run(process.execPath, [tsc]);
    expect(node('typed.mjs')).toMatch(/^accuracy (0\.9\d|1\.00)$/m);
    writeFileSync(join(project, 'typed.mts'), typed.replace('epochs: 60', "epochs: 'sixty'"));
    expect(() => run(process.execPath, [tsc, '--noEmit'])).toThrow(/Command failed/);
  },
);

test('reprise-runtime rejects an unknown argument', () => {
  expect(() => run('npx', ['reprise-runtime', 'remove'])).toThrow(
    /reprise-runtime: expected no argument, or `doctor`, found remove\. Run `npx reprise-runtime`/,
  );
});
