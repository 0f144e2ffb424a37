import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { z } from 'zod';
import { fileDigest } from './digest';
import { Problem } from '../errors/problem';
import { readJson } from './read-json';

/** `manifest.json`: the sha256 of each file of a folder that is determined by the task's inputs. Equal runs have equal manifests. */
export const Manifest = z.strictObject({ sha256: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)) });
export type Manifest = z.infer<typeof Manifest>;

const NAME = 'manifest.json';
/** Bytes of a manifest, at most: some hundred files have a hundredth of it. */
const MOST = 1 << 20;

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Writes `folder/manifest.json` over all files but those that `leaveOut` names (a file, or a folder with a closing slash). */
export async function writeManifest(folder: string, leaveOut: string[] = []): Promise<Manifest> {
  const files = (await filesBelow(folder)).filter(
    (file) => file !== NAME && !leaveOut.some((name) => (name.endsWith('/') ? file.startsWith(name) : file === name)),
  );
  const sha256: Record<string, string> = {};
  for (const file of files) sha256[file] = await fileDigest(join(folder, file));
  const manifest: Manifest = { sha256 };
  await writeFileAtomic(join(folder, NAME), JSON.stringify(manifest, null, 2) + '\n');
  return manifest;
}

/** Of what a reader needs, the first that a manifest does not name: a file, or one below a folder with a closing slash. */
async function unnamed(folder: string, needed: readonly string[], { sha256 }: Manifest): Promise<string | undefined> {
  for (const name of needed) {
    const files = name.endsWith('/')
      ? (await filesBelow(join(folder, name)).catch(() => [])).map((file) => `${name}${file}`)
      : [name];
    if (files.length === 0) return name;
    const missing = files.find((file) => !Object.hasOwn(sha256, file));
    if (missing !== undefined) return missing;
  }
  return undefined;
}

/**
 * The digest of one file of a folder.
 * @throws Error when there is none, or it is no file: a link and a name with `..` lead elsewhere, a device has no end
 */
async function digestBelow(folder: string, file: string): Promise<string> {
  const [root, path] = [await realpath(folder), await realpath(join(folder, file))];
  const named = posix.normalize(file) === file && path === join(root, file) && path.startsWith(root + sep);
  if (!named || !(await stat(path)).isFile()) throw new Error(`${file} is no file of ${folder}`);
  return fileDigest(path);
}

/**
 * Reads `folder/manifest.json` and verifies every file that it names.
 * @param task the Nx task that makes the folder, named in the error
 * @param needed what the caller goes on to read, which the manifest must name: files, or folders with a closing slash
 * @throws Problem when the manifest or a file is missing, a file is not what the manifest says, or one that is needed is
 * not in it
 */
export async function checkManifest(folder: string, task: string, needed: readonly string[] = []): Promise<Manifest> {
  const todo = `Run \`npx nx run ${task}\` to make it again.`;
  const manifest = await readManifest(folder, task);
  const missing = await unnamed(folder, needed, manifest);
  if (missing !== undefined)
    throw new Problem({ where: join(folder, NAME), expected: `a digest of ${missing}`, found: 'none', todo });
  for (const [file, expected] of Object.entries(manifest.sha256)) {
    const where = join(folder, file);
    const found = await digestBelow(folder, file).catch(() => 'no readable file');
    if (found !== expected) throw new Problem({ where, expected: `sha256 ${expected}`, found, todo });
  }
  return manifest;
}

/** Reads `folder/manifest.json` without looking at the files. @throws Problem as {@link checkManifest} */
export async function readManifest(folder: string, task: string): Promise<Manifest> {
  const todo = `Run \`npx nx run ${task}\` first.`;
  return readJson(join(folder, NAME), { schema: Manifest, expected: 'a manifest', todo, most: MOST });
}
