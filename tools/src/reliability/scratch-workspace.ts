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

export interface ScratchOptions {
  /** Copy what stands in artifacts/data and artifacts/runtime.json as well. */
  data?: boolean;
}

/**
 * What must be the copy's own: the package that holds the link to the native library, into which `tools:runtime` writes,
 * and the programs, of which `reprise` is the workspace's.
 */
const COPIED = [join('@tensorflow', 'tfjs-node-gpu'), '.bin'];

/** Packages of a node_modules folder, scoped ones as `@scope/name`, and `.bin`. */
const entries = (modules: string): string[] =>
  readdirSync(modules)
    .filter((name) => !name.startsWith('.') || name === '.bin')
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((below) => join(name, below)) : [name],
    );

/**
 * node_modules for the workspace at `to`: links to the packages that are installed in `from`. The workspace's own
 * packages are links into the copy, as npm makes them, and the package that holds the native library is a copy.
 */
function linkModules(from: string, to: string): void {
  const modules = join(from, 'node_modules');
  for (const name of entries(modules)) {
    const [source, target] = [join(modules, name), join(to, 'node_modules', name)];
    mkdirSync(dirname(target), { recursive: true });
    if (COPIED.includes(name)) cpSync(source, target, { recursive: true, verbatimSymlinks: true });
    else if (dirname(name) === '@reprise') symlinkSync(readlinkSync(source), target);
    else symlinkSync(realpathSync(source), target);
  }
  for (const parent of ['packages', 'apps', '.'])
    for (const name of readdirSync(join(from, parent))) {
      const own = join(parent, name, 'node_modules');
      if (existsSync(join(from, own)) && existsSync(join(to, parent, name)))
        symlinkSync(join(from, own), join(to, own));
    }
}

/** Files that git knows or would add, as they lie in the working tree. */
function workingTree(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    maxBuffer: 1 << 26,
  });
  const names = listed.toString().split('\0').filter(Boolean);
  return names.filter((name) => lstatSync(join(root, name), { throwIfNoEntry: false })?.isFile());
}

function copyWorkspace(from: string, to: string, { data = false }: ScratchOptions): void {
  for (const name of workingTree(from)) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    copyFileSync(join(from, name), join(to, name), constants.COPYFILE_FICLONE);
  }
  linkModules(from, to);
  if (!data) return;
  for (const name of ['data', 'runtime.json']) {
    const prepared = join(from, 'artifacts', name);
    if (existsSync(prepared)) cpSync(prepared, join(to, 'artifacts', name), { recursive: true });
  }
}

/**
 * Runs `work` in a copy of this repository that is thrown away afterwards: the files that git knows (or would add), with
 * artifacts, Nx cache and checkpoints of its own. Packages are shared by links, those of the workspace are the copy's. The
 * user's cache folder is shared too, unless a command is run with another XDG_CACHE_HOME.
 *
 * @param work gets the copy's root
 * @example
 * await withScratchWorkspace(async (root) => {
 *   execFileSync('npx', ['nx', 'run', 'data:urls'], { cwd: root, env: scratchEnvironment(root) });
 * });
 */
export async function withScratchWorkspace<T>(
  work: (root: string) => Promise<T>,
  options: ScratchOptions = {},
): Promise<T> {
  const root = realpathSync(tempFolder());
  const sweep = (): void => rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.once('exit', sweep);
  try {
    copyWorkspace(repositoryRoot(), root, options);
    return await work(root);
  } finally {
    process.off('exit', sweep);
    sweep();
  }
}

/**
 * The environment for commands in a scratch workspace: this process's, without what an Nx around it has set for its own
 * tasks and without Reprise's switches, and with the copy's programs first.
 */
export function scratchEnvironment(root: string, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(NX_|REPRISE_|JEST_|npm_)|^(NODE_OPTIONS|NODE_ENV|INIT_CWD|TS_NODE_.*|FORCE_COLOR)$/.test(name),
  );
  const path = [join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return { ...Object.fromEntries(own), PATH: path, ...more };
}
