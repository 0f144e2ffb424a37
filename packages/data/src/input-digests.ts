import { artifactsDir, digest, readManifest } from '@reprise/base';

/**
 * What stands for data sets in run records and in keys: the sha256 of what each one's manifest says, by its task: of it as
 * JSON without white space.
 * @param names of data sets: `fashion-mnist`, `urls`, `vgg16`
 * @throws Problem when one of their tasks has not run
 * @example
 * await inputDigests('urls'); // { 'data:urls': '…' }
 */
export async function inputDigests(...names: string[]): Promise<Record<string, string>> {
  const entries = names.map(async (name) => {
    const manifest = await readManifest(artifactsDir('data', name), `data:${name}`);
    return [`data:${name}`, digest(JSON.stringify(manifest))] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
