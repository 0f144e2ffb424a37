import { execFileSync } from 'node:child_process';
import {
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { repositoryRoot, tempFolder } from '@reprise/base';

/** The copy's own: the package in which `tools:runtime` links the native library, and programs such as `reprise`. */
const COPIED = [join('@tensorflow', 'tfjs-node-gpu'), '.bin'];

/** Packages of a node_modules folder, scoped ones as `@scope/name`, and `.bin`. */
const entries = (modules: string): string[] =>
  readdirSync(modules)
    .filter((name) => !name.startsWith('.') || name === '.bin')
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((below) => join(name, below)) : [name],
    );

/** node_modules for the copy: links to installed packages; those of the workspace are the copy's. */
function linkModules(from: string, to: string): void {
  const modules = join(from, 'node_modules');
  for (const name of entries(modules)) {
    const [source, target] = [join(modules, name), join(to, 'node_modules', name)];
    mkdirSync(dirname(target), { recursive: true });
    if (COPIED.includes(name)) cpSync(source, target, { recursive: true, verbatimSymlinks: true });
    else symlinkSync(dirname(name) === '@reprise' ? readlinkSync(source) : realpathSync(source), target);
  }
  for (const parent of ['packages', 'apps', 'tools', '.'])
    for (const name of readdirSync(join(from, parent))) {
      const own = join(parent, name, 'node_modules');
      if (existsSync(join(from, own)) && existsSync(join(to, parent, name)))
        symlinkSync(join(from, own), join(to, own));
    }
}

/** Copies the files that git tracks or would add, as they are in the working tree. */
function copyWorkingTree(from: string, to: string): void {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const names = execFileSync('git', list, { cwd: from, maxBuffer: 1 << 26, encoding: 'utf8' }).split('\0');
  for (const name of names.filter((file) => lstatSync(join(from, file), { throwIfNoEntry: false })?.isFile())) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    copyFileSync(join(from, name), join(to, name), constants.COPYFILE_FICLONE);
  }
}

/**
 * Runs `work` in a copy of this repository that is removed afterwards: the files that git tracks or would add, with
 * artifacts, Nx cache and checkpoints of its own. Installed packages are links. The user's cache folder is shared, unless a
 * command sets XDG_CACHE_HOME.
 *
 * @param work called with the copy's root
 * @param options.data copies artifacts/data and artifacts/runtime.json as well
 * @example
 * await withScratchWorkspace(async (root) => {
 *   execFileSync('npx', ['nx', 'run', 'data:urls'], { cwd: root, env: scratchEnvironment(root) });
 * });
 */
export async function withScratchWorkspace<T>(
  work: (root: string) => Promise<T>,
  { data = false }: { data?: boolean } = {},
): Promise<T> {
  const root = realpathSync(tempFolder());
  const sweep = (): void => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.once('exit', sweep);
  try {
    copyWorkingTree(repositoryRoot(), root);
    linkModules(repositoryRoot(), root);
    for (const name of data ? ['data', 'runtime.json'] : [])
      cpSync(join(repositoryRoot(), 'artifacts', name), join(root, 'artifacts', name), { recursive: true });
    return await work(root);
  } finally {
    process.off('exit', sweep);
    sweep();
  }
}

/**
 * The environment for commands in a scratch workspace: this process's, with the copy's programs first, without Reprise's
 * variables and those that an enclosing Nx sets for its tasks.
 */
export function scratchEnvironment(root: string, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(NX_|REPRISE_|JEST_|npm_)|^(NODE_OPTIONS|NODE_ENV|INIT_CWD|TS_NODE_.*|FORCE_COLOR)$/.test(name),
  );
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return { ...Object.fromEntries(own), PATH: path, ...more };
}
