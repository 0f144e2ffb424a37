import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { tempFolder } from '@reprise/base';
import type { Place } from '@reprise/base/fuzz';

const SECRET = 'not for readers\n';
/** Milliseconds in which a reader that has answered has to have closed and removed what it had. */
const GRACE = 1000;

/** A place for inputs, several folders down in a folder that is watched. */
export interface Sandbox {
  root: string;
  place: Place;
  /** The process's own temporary folder, home and working directory, where it is started for this sandbox. */
  env: Record<'TMPDIR' | 'HOME' | 'XDG_CACHE_HOME', string>;
  work: string;
  /** Takes what is open a moment from now as what may stay open, and empties the place. */
  settle(): Promise<void>;
  /** @throws Error when the last input left a file outside of its folder, touched the secret, or left a handle open */
  check(): Promise<void>;
  /** Removes what the last input left in its folder. */
  empty(): void;
  remove(): void;
}

/** What lies below `root`, with size and time, but for `folder` and what is in it. */
function listing(root: string, folder: string): string {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path !== folder && !path.startsWith(`${folder}/`))
    .map((path) => {
      const seen = statSync(path, { throwIfNoEntry: false });
      return `${relative(root, path)} ${seen?.isFile() ? `${seen.size} ${seen.mtimeMs}` : ''}`;
    })
    .sort()
    .join('\n');
}

/** Open handles of this process; none where the system does not tell. */
function handles(): string[] {
  try {
    return readdirSync('/dev/fd');
  } catch {
    return [];
  }
}

/** @param root a sandbox that is there, or none for a new one */
export function openSandbox(root = tempFolder()): Sandbox {
  const folder = join(root, 'a', 'b', 'c', 'input');
  const secret = join(root, 'secret.txt');
  const env = { TMPDIR: join(root, 'temp'), HOME: join(root, 'home'), XDG_CACHE_HOME: join(root, 'cache') };
  const work = join(root, 'a', 'work');
  for (const path of [folder, work, ...Object.values(env)]) mkdirSync(path, { recursive: true });
  writeFileSync(secret, SECRET);
  const before = listing(root, folder);
  let open = handles().length;
  const wrong = (): string | undefined => {
    const now = listing(root, folder);
    if (now !== before) return `files outside of the input's folder:\n${now}\nwhere these belong:\n${before}`;
    if (readFileSync(secret, 'utf8') !== SECRET) return 'another secret';
    const left = handles().length - open;
    return left > 0 ? `${left} handles more than before` : undefined;
  };
  const empty = (): void => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  };
  return {
    root,
    env,
    work,
    empty,
    place: { folder, secret },
    async settle() {
      await setTimeout(30);
      open = handles().length;
      empty();
    },
    async check() {
      const until = Date.now() + GRACE;
      while (wrong() !== undefined && Date.now() < until) await setTimeout(5);
      const found = wrong();
      if (found !== undefined) {
        open = handles().length; // the next input shall not be blamed for it
        throw new Error(`left ${found}`);
      }
      empty();
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
