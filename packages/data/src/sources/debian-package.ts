import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem, runCommand } from '@reprise/base';

/**
 * Fetches a Debian package with apt and unpacks it, without root and without touching the system: apt gets list and
 * cache folders of its own below `folder`, and fills the lists first.
 *
 * @param folder an empty folder, of which the caller disposes (some 60 MB of lists and package)
 * @returns the folder that stands for `/` of the package's files
 * @throws Problem when apt-get or dpkg-deb is missing, or the package cannot be had
 */
export async function debianPackage(name: string, folder: string): Promise<string> {
  const todo = `Install the package ${name}, or take another source.`;
  const [lists, cache, root] = ['lists', 'cache', 'root'].map((below) => join(folder, below));
  await mkdir(join(lists, 'partial'), { recursive: true });
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  await mkdir(root);
  const options = [
    `Dir::State::Lists=${lists}`,
    `Dir::Cache=${cache}`,
    'Acquire::http::Timeout=5',
    'Acquire::https::Timeout=5',
    'Acquire::Retries=1',
    'Acquire::Languages=none',
    'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false', // 4 MB of icons and descriptions
    'APT::Sandbox::User=root', // as root, apt's own user could not write here; for others it changes nothing
  ].flatMap((option) => ['-o', option]);
  console.error(`${name}: asking apt, with list and cache folders of our own`);
  // A source that fails does not matter if another one has the package: the download tells.
  const failed = await runCommand('apt-get', [...options, '-q', 'update'], { seconds: 120, todo }).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failed instanceof Problem && failed.parts.found === 'no such program') throw failed;
  await runCommand('apt-get', [...options, '-q', 'download', name], { seconds: 600, cwd: folder, todo });
  const deb = (await readdir(folder)).find((file) => file.endsWith('.deb'));
  if (deb === undefined)
    throw new Problem({ where: 'apt-get', expected: `${name}_….deb`, found: 'no such file', todo });
  await runCommand('dpkg-deb', ['-x', join(folder, deb), root], { seconds: 120, todo });
  return root;
}
