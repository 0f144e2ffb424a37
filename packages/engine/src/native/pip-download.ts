import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '@reprise/base';
import type { Tool } from './find-tools';
import type { Wheel } from './pins';
import { tryCommand } from './try-command';
import { watchGrowth } from './watch-growth';

/** pip's arguments. Platform and Python are told, so that the Python at hand decides nothing. */
const pipArguments = (wheel: Wheel, folder: string, asked: string[]): string[] => [
  'download',
  '--no-deps',
  '--only-binary=:all:',
  `--platform=${wheel.platform}`,
  `--python-version=${wheel.python}`,
  // What we keep, we keep unpacked in our own cache: pip's would be the same once more.
  '--no-cache-dir',
  '--disable-pip-version-check',
  '--progress-bar=off',
  '--quiet',
  // pip's own five retries make a network that swallows packets take minutes to be told from a slow one.
  '--retries=2',
  `--dest=${folder}`,
  ...asked,
];

export interface Download {
  wheel: Wheel;
  pip: Tool;
  env: NodeJS.ProcessEnv;
  /** Where the wheel lies while it is used: made here, and removed here. */
  folder: string;
  /** What to do instead, where pip fails. */
  otherwise: string;
}

/**
 * Downloads one wheel, uses it and removes it: several of them one by one take the room of the largest.
 * @throws Problem with pip's last lines
 */
export async function withDownload<T>(
  { wheel, pip, env, folder, otherwise }: Download,
  use: (path: string) => Promise<T>,
): Promise<T> {
  await mkdir(folder);
  const command = [...pip.command, ...pipArguments(wheel, folder, await asked(wheel, folder))];
  // pip writes to a temporary folder first: with that one here, its progress can be seen and nothing stays behind.
  const path = await watchGrowth(`Downloading ${wheel.requirement}`, [folder], wheel.downloadBytes, async () => {
    const { code, tail } = await tryCommand(command, { env: { ...env, TMPDIR: folder } });
    const name = (await readdir(folder)).find((file) => file.endsWith('.whl'));
    if (code !== 0 || name === undefined) throw pipFailed(wheel, pip, tail, otherwise);
    return join(folder, name);
  });
  const used = await use(path);
  await rm(folder, { recursive: true });
  return used;
}

/** What pip is asked for. It takes a digest from a file alone. */
async function asked({ requirement, sha256 }: Wheel, folder: string): Promise<string[]> {
  if (sha256 === undefined) return [requirement];
  const file = join(folder, 'requirements.txt');
  await writeFile(file, `${requirement} --hash=sha256:${sha256}\n`);
  return ['--require-hashes', `--requirement=${file}`];
}

const pipFailed = ({ requirement }: Wheel, { command }: Tool, tail: string, otherwise: string): Problem =>
  new Problem({
    where: `${command.join(' ')} download ${requirement}`,
    expected: 'a wheel',
    found: `this:\n${tail}\n`,
    todo: `Check the network and pip's settings (\`${command.join(' ')} config list\`) and run it again; or ${otherwise}`,
  });
