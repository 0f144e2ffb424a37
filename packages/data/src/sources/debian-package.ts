import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, runCommand } from '@reprise/base';

/**
 * Downloads a Debian package with apt and unpacks it, without root rights and without changing the system: apt gets its own
 * package lists and cache below `folder`.
 *
 * @param folder an empty folder, which the caller removes; it takes 60 MB of lists and package
 * @returns the folder with the package's files, as they would be below `/`
 * @throws Problem if apt-get or dpkg-deb is missing, or the package is not available
 */
export async function debianPackage(name: string, folder: string): Promise<string> {
  const todo = `Install the package ${name}, or use another source.`;
  const [lists, cache, root] = ['lists', 'cache', 'root'].map((below) => join(folder, below));
  for (const made of [join(lists, 'partial'), join(cache, 'archives', 'partial'), root])
    await mkdir(made, { recursive: true });
  const options = [
    `Dir::State::Lists=${lists}`,
    `Dir::Cache=${cache}`,
    'Acquire::http::Timeout=5',
    'Acquire::https::Timeout=5',
    'Acquire::Retries=1',
    'Acquire::Languages=none',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false', // 4 MB of icons and descriptions
    'APT::Sandbox::User=root', // else apt, run by root, changes to a user who cannot write here
  ].flatMap((option) => ['-o', option]);
  console.error(`${name}: fetching package lists with apt, in a folder of its own`);
  // One failing package source does not matter if another has the package: the download decides.
  await runCommand('apt-get', [...options, '-q', 'update'], { seconds: 120, todo }).catch((error: unknown) => {
    if (error instanceof Problem && error.parts.found === 'no such program') throw error;
  });
  await runCommand('apt-get', [...options, '-q', 'download', name], { seconds: 600, cwd: folder, todo });
  const deb = (await readdir(folder)).find((file) => file.endsWith('.deb'));
  if (deb === undefined)
    throw new Problem({ where: 'apt-get', expected: `${name}_….deb`, found: 'no such file', todo });
  await runCommand('dpkg-deb', ['-x', join(folder, deb), root], { seconds: 120, todo });
  return root;
}
