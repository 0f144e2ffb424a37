import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@reprise/base';

const root = repositoryRoot();

/** The published packages, in order of dependency. */
export const PUBLISHED = ['base', 'runtime', 'engine'] as const;
type Published = (typeof PUBLISHED)[number];

export interface Tarball {
  name: string;
  /** Its path. */
  file: string;
  /** Bytes. */
  size: number;
}

interface Manifest {
  name: string;
  version: string;
  exports: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies?: unknown;
  publishConfig?: Record<string, unknown>;
  [field: string]: unknown;
}

const manifestOf = (path: string): Manifest => JSON.parse(readFileSync(path, 'utf8')) as Manifest;
const installed = (name: string): string => join(root, 'node_modules', name, 'package.json');

/** Not published: tests, their helpers, and the repository's own programs. */
const LEFT_OUT = ['!dist/**/*.spec.*', '!dist/**/testing/**', '!dist/examples', '!dist/check-wheels.*'];

/** Its JavaScript, `#tfjs-node/*`, is copied. As a dependency its install script would download another TensorFlow. */
const TFJS_NODE = '@tensorflow/tfjs-node-gpu';
const NEEDED_BY_TFJS_NODE = ['google-protobuf', 'progress'];

function copyTfjsNode(folder: string): void {
  const from = dirname(installed(TFJS_NODE));
  cpSync(join(from, 'dist'), join(folder, 'tfjs-node', 'dist'), {
    recursive: true,
    // Leaves out its tests, and the index, which loads an addon.
    filter: (path) => !/_test\.(js|d\.ts)$|run_tests|dist[/\\]index\./.test(path),
  });
  writeFileSync(
    join(folder, 'NOTICE'),
    `tfjs-node contains JavaScript of @tensorflow/tfjs-node-gpu ${manifestOf(installed(TFJS_NODE)).version}, by Google LLC, under the Apache License 2.0:\n` +
      'https://www.apache.org/licenses/LICENSE-2.0. Its files are unchanged.\n',
  );
}

/** package.json as published: compiled files instead of sources, exact versions instead of workspace links. */
function publishedManifest(directory: string, source: Manifest, repository?: string): object {
  const { exports, dependencies, publishConfig, ...rest } = source;
  delete rest.devDependencies;
  const pinned = Object.entries(dependencies)
    .filter(([name]) => name !== TFJS_NODE)
    .map(([name, version]) => [name, version === '*' ? source.version : version]);
  if (TFJS_NODE in dependencies)
    pinned.push(...NEEDED_BY_TFJS_NODE.map((name) => [name, manifestOf(installed(name)).version]));
  const entries = Object.entries(exports)
    .filter(([name]) => !/testing|fuzz/.test(name))
    .map(([name, file]) => {
      const path = file.replace('./src/', './dist/').replace(/\.ts$/, '');
      return [name, { types: `${path}.d.ts`, default: `${path}.js` }];
    });
  return {
    ...rest,
    ...(repository && {
      repository: { type: 'git', url: `git+${repository}.git`, directory },
    }),
    type: 'commonjs',
    main: './dist/index.js',
    types: './dist/index.d.ts',
    ...publishConfig,
    exports: { ...Object.fromEntries(entries), './package.json': './package.json' },
    files: ['dist', 'tfjs-node', 'NOTICE', ...LEFT_OUT],
    dependencies: Object.fromEntries(pinned.sort()),
  };
}

/**
 * Compiles and packs a package: JavaScript, declarations, and source maps that contain the sources.
 * @param out folder for the tarball and the folder that it is made from
 * @param repository its URL, for package.json
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
    JSON.stringify(publishedManifest(`packages/${name}`, manifest, repository), null, 2) + '\n',
  );
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  copyFileSync(join(source, 'README.md'), join(folder, 'README.md'));
  const output = execFileSync('npm', ['pack', '--json', '--pack-destination', out], { cwd: folder, encoding: 'utf8' });
  const [{ size, filename }] = JSON.parse(output) as { size: number; filename: string }[];
  return { name: manifest.name, size, file: join(out, filename) };
}
