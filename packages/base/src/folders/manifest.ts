import { readdir, realpath, stat } from 'node:fs/promises';
import { join, posix, relative, sep } from 'node:path';
import { z } from 'zod';
import { Problem } from '../errors/problem';
import { fileDigest } from '../files/digest';
import { readJson, writeJson } from '../files/json';

/** `manifest.json`: the sha256 of each file that the task's inputs determine. Equal runs write equal manifests. */
const Manifest = z.strictObject({ sha256: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)) });
export type Manifest = z.infer<typeof Manifest>;

const NAME = 'manifest.json';
/** The most bytes of a manifest: some hundred files need a hundredth of it. */
const MOST = 1 << 20;

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Writes `folder/manifest.json` for all files except `leaveOut`: files, or folders with a trailing slash. */
export async function writeManifest(folder: string, leaveOut: string[] = []): Promise<Manifest> {
  const files = (await filesBelow(folder)).filter(
    (file) => file !== NAME && !leaveOut.some((name) => (name.endsWith('/') ? file.startsWith(name) : file === name)),
  );
  const sha256: Record<string, string> = {};
  for (const file of files) sha256[file] = await fileDigest(join(folder, file));
  await writeJson(join(folder, NAME), { sha256 });
  return { sha256 };
}

/** @throws Error if it is missing or not a regular file of the folder: links and `..` lead elsewhere, devices never end */
async function digestBelow(folder: string, file: string): Promise<string> {
  const [root, path] = [await realpath(folder), await realpath(join(folder, file))];
  const named = posix.normalize(file) === file && path === join(root, file) && path.startsWith(root + sep);
  if (!named || !(await stat(path)).isFile()) throw new Error(`${file} is not a file of ${folder}`);
  return fileDigest(path);
}

/**
 * Reads `folder/manifest.json` and verifies every file in it.
 * @param task the Nx task that writes the folder, for the error
 * @param needed what the caller reads next and the manifest must list: files, or folders with a trailing slash
 * @throws Problem if the manifest or a file is missing or damaged, or a needed file is not listed
 */
export async function checkManifest(folder: string, task: string, needed: readonly string[] = []): Promise<Manifest> {
  const problem = (file: string, expected: string, found: string): Problem =>
    new Problem({ where: join(folder, file), expected, found, todo: `Run \`npx nx run ${task}\` to write it again.` });
  const manifest = await readManifest(folder, task);
  const { sha256 } = manifest;
  for (const name of needed) {
    const below = name.endsWith('/') ? await filesBelow(join(folder, name)).catch(() => []) : [''];
    const files = below.length === 0 ? [name] : below.map((file) => `${name}${file}`);
    const missing = files.find((file) => !Object.hasOwn(sha256, file));
    if (missing !== undefined) throw problem(NAME, `a digest of ${missing}`, 'none');
  }
  for (const [file, expected] of Object.entries(sha256)) {
    const found = await digestBelow(folder, file).catch(() => 'no readable file');
    if (found !== expected) throw problem(file, `sha256 ${expected}`, found);
  }
  return manifest;
}

/** Reads `folder/manifest.json` without reading its files. @throws Problem as {@link checkManifest} */
export async function readManifest(folder: string, task: string): Promise<Manifest> {
  const todo = `Run \`npx nx run ${task}\` first.`;
  return readJson(join(folder, NAME), { schema: Manifest, expected: 'a manifest', todo, most: MOST });
}
