import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { tempFolder } from '@reprise/base';
import type { Place } from '@reprise/base/fuzz';

const SECRET = 'not for readers\n';
/** Milliseconds in which a reader that has answered must have closed and removed what it opened. */
const GRACE = 1000;

export type Sandbox = ReturnType<typeof openSandbox>;

/** Everything below `root` with size and time, except `folder` and its content. */
const listing = (root: string, folder: string): string =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => path !== folder && !path.startsWith(`${folder}/`))
    .map((path) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      return `${relative(root, path)} ${stat?.isFile() ? `${stat.size} ${stat.mtimeMs}` : ''}`;
    })
    .sort()
    .join('\n');

/** The number of open handles of this process. */
const countHandles = (): number => readdirSync('/dev/fd').length;

/**
 * A folder for inputs, several levels below a folder that is watched.
 * @param root an existing sandbox; a new one by default
 */
export function openSandbox(root = tempFolder()) {
  const place: Place = { folder: join(root, 'a', 'b', 'c', 'input'), secret: join(root, 'secret.txt') };
  const { folder, secret } = place;
  const env = { TMPDIR: join(root, 'temp'), HOME: join(root, 'home'), XDG_CACHE_HOME: join(root, 'cache') };
  const work = join(root, 'a', 'work');
  for (const path of [folder, work, ...Object.values(env)]) mkdirSync(path, { recursive: true });
  writeFileSync(secret, SECRET);
  const before = listing(root, folder);
  let open = countHandles();
  const wrong = (): string | undefined => {
    const now = listing(root, folder);
    if (now !== before) return `files outside the input's folder:\n${now}\nbefore:\n${before}`;
    if (readFileSync(secret, 'utf8') !== SECRET) return 'another secret';
    const left = countHandles() - open;
    return left > 0 ? `${left} open handles` : undefined;
  };
  /** Removes the files of the last input. */
  const empty = (): void => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  };
  return {
    root,
    place,
    /** Temporary folder, home and working directory for a process that is started for this sandbox. */
    env,
    work,
    empty,
    /** Accepts the handles that are open in a moment, and empties the place. */
    async settle(): Promise<void> {
      await setTimeout(30);
      open = countHandles();
      empty();
    },
    /** @throws Error if the last input left a file outside its folder, touched the secret, or left a handle open */
    async check(): Promise<void> {
      const until = Date.now() + GRACE;
      let left = wrong();
      for (; left !== undefined && Date.now() < until; left = wrong()) await setTimeout(5);
      if (left !== undefined) {
        open = countHandles(); // do not blame the next input
        throw new Error(`left ${left}`);
      }
      empty();
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
