import { artifactsDir, digest, readManifest } from '@reprise/base';

/**
 * The digests of data sets for run records and keys, by task: the sha256 of each manifest as JSON without white space.
 * @param names `fashion-mnist`, `urls`, `vgg16`
 * @throws Problem if one of the tasks has not run
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
