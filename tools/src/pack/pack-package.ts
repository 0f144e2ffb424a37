import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { repositoryRoot } from '@reprise/base';

const root = repositoryRoot();

/** What is published, each after those that it depends on. */
export const PUBLISHED = ['base', 'runtime', 'engine'] as const;
type Published = (typeof PUBLISHED)[number];

export interface Tarball {
  name: string;
  version: string;
  /** Its path. */
  file: string;
  /** Bytes. */
  size: number;
  unpackedSize: number;
}

interface Manifest {
  name: string;
  version: string;
  exports: Record<string, string>;
  imports?: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies?: unknown;
  publishConfig?: Record<string, unknown>;
  [field: string]: unknown;
}

const manifestOf = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest;
const installed = (name: string): string => join(root, 'node_modules', name, 'package.json');

/** Not for users: tests, what they need, and programs of the repository. */
const LEFT_OUT = ['!dist/**/*.spec.*', '!dist/**/testing/**', '!dist/examples', '!dist/check-wheels'];

/** tfjs-node's JavaScript, which `#tfjs-node/*` names. Its package has an install script that fetches another TensorFlow. */
const TFJS_NODE = '@tensorflow/tfjs-node-gpu';
const NEEDED_BY_TFJS_NODE = ['google-protobuf', 'progress'];

function copyTfjsNode(folder: string): void {
  const from = dirname(installed(TFJS_NODE));
  cpSync(join(from, 'dist'), join(folder, 'tfjs-node', 'dist'), {
    recursive: true,
    // Not its tests, and not the index, which looks for an addon.
    filter: (path) => !/_test\.(js|d\.ts)$|run_tests|dist[/\\]index\./.test(path),
  });
  writeFileSync(
    join(folder, 'NOTICE'),
    `tfjs-node holds JavaScript of @tensorflow/tfjs-node-gpu ${manifestOf(installed(TFJS_NODE)).version}, by Google LLC, under the Apache License 2.0:\n` +
      'https://www.apache.org/licenses/LICENSE-2.0. Its files are unchanged.\n',
  );
}

/**
 * JavaScript for both module systems is one: ES modules import what CommonJS exports, so that a process which uses both has
 * one TensorFlow.
 */
function writeModules(folder: string, exports: Record<string, string>): Record<string, unknown> {
  const entries = Object.entries(exports)
    .filter(([name]) => !/testing|fuzz/.test(name))
    .map(([name, source]) => {
      const path = source.replace('./src/', './dist/').replace(/\.ts$/, '');
      const again = `export * from './${basename(path)}.js';\n`;
      writeFileSync(join(folder, `${path}.mjs`), again);
      writeFileSync(join(folder, `${path}.d.mts`), again);
      const of = (types: string, code: string) => ({ types: path + types, default: path + code });
      return [name, { import: of('.d.mts', '.mjs'), require: of('.d.ts', '.js') }];
    });
  return { ...Object.fromEntries(entries), './package.json': './package.json' };
}

/** package.json as it is published: no sources, no workspace links. */
function publishedManifest(folder: string, source: Manifest, repository?: string): object {
  const { exports, dependencies, publishConfig, ...rest } = source;
  delete rest.devDependencies;
  const pinned = Object.entries(dependencies)
    .filter(([name]) => name !== TFJS_NODE)
    .map(([name, version]) => [name, version === '*' ? source.version : version]);
  if (TFJS_NODE in dependencies)
    pinned.push(...NEEDED_BY_TFJS_NODE.map((name) => [name, manifestOf(installed(name)).version]));
  return {
    ...rest,
    ...(repository && {
      repository: { type: 'git', url: `git+${repository}.git`, directory: `packages/${basename(folder)}` },
    }),
    type: 'commonjs',
    main: './dist/index.js',
    types: './dist/index.d.ts',
    ...publishConfig,
    exports: writeModules(folder, exports),
    files: ['dist', 'tfjs-node', 'NOTICE', ...LEFT_OUT],
    dependencies: Object.fromEntries(pinned.sort()),
  };
}

/**
 * Compiles a package and packs it as it is published: JavaScript, declarations and source maps that hold the sources.
 * @param out folder of the tarball, and of a folder with what it holds
 * @param repository address, for the package's page
 */
export function packPackage(name: Published, out: string, repository?: string): Tarball {
  const source = join(root, 'packages', name);
  const folder = join(out, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = (...args: string[]): void =>
    void execFileSync(process.execPath, [tsc, ...args], { cwd: root, stdio: 'inherit' });
  run('-b', source);
  run(
    ...['-p', source, '--outDir', join(folder, 'dist'), '--composite', 'false', '--emitDeclarationOnly', 'false'],
    ...['--declarationMap', 'false', '--sourceMap', '--inlineSources'],
  );
  const manifest = manifestOf(join(source, 'package.json'));
  if (TFJS_NODE in manifest.dependencies) copyTfjsNode(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify(publishedManifest(folder, manifest, repository), null, 2) + '\n',
  );
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  copyFileSync(join(source, 'README.md'), join(folder, 'README.md'));
  const said = execFileSync('npm', ['pack', '--json', '--pack-destination', out], { cwd: folder, encoding: 'utf8' });
  const [packed] = JSON.parse(said) as (Tarball & { filename: string })[];
  const { version, size, unpackedSize, filename } = packed;
  return { name: manifest.name, version, size, unpackedSize, file: join(out, filename) };
}
