import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../errors/problem';
import { tryCommand } from '../processes/try-command';
import { watchGrowth } from './watch-growth';

/** A wheel as pip is asked for it. */
export interface Wheel {
  /** Name and version: `tensorflow-cpu==2.21.0`. */
  requirement: string;
  /** pip's `--platform` and `--python-version`, so that the Python that runs pip decides nothing. */
  platform: string;
  python: string;
  /** What pip downloads, for progress and the check of free disk space. */
  downloadBytes: number;
  /** The wheel's own digest, for pip to verify. */
  sha256?: string;
}

/** A pip that runs: the program and what goes before its arguments, and its own first line about itself. */
export interface Pip {
  command: string[];
  version: string;
}

const CANDIDATES = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']];

/** @returns undefined if no pip runs */
export async function findPip(env: NodeJS.ProcessEnv = process.env): Promise<Pip | undefined> {
  for (const command of CANDIDATES) {
    const { code, stdout } = await tryCommand([...command, '--version'], { env, limitMs: 30_000 });
    if (code === 0) return { command, version: stdout.split('\n')[0].trim() };
  }
  return undefined;
}

/** The command that downloads a wheel, for people. */
export const pipCommand = ({ platform, python, requirement }: Wheel): string =>
  `pip download --no-deps --only-binary=:all: --platform ${platform} --python-version ${python} ${requirement}`;

const pipArguments = ({ platform, python }: Wheel, folder: string, asked: string[]): string[] => [
  'download',
  '--no-deps',
  '--only-binary=:all:',
  `--platform=${platform}`,
  `--python-version=${python}`,
  // Its content is kept unpacked, in a cache of our own.
  '--no-cache-dir',
  '--disable-pip-version-check',
  '--no-input',
  '--progress-bar=off',
  '--quiet',
  // With pip's own 15 s and five retries a closed network takes minutes to fail.
  '--timeout=10',
  '--retries=2',
  `--dest=${folder}`,
  ...asked,
];

/** What pip is asked for. It takes a digest only from a file. */
async function asked({ requirement, sha256 }: Wheel, folder: string): Promise<string[]> {
  if (sha256 === undefined) return [requirement];
  const file = join(folder, 'requirements.txt');
  await writeFile(file, `${requirement} --hash=sha256:${sha256}\n`);
  return ['--require-hashes', `--requirement=${file}`];
}

/**
 * Downloads one wheel with the user's pip, by whatever index and proxy pip is set to. Nothing is installed or run.
 * @param folder an empty folder, or one that does not exist yet
 * @param otherwise what to do if pip fails
 * @returns the wheel's path
 * @throws Problem if there is no pip, or with pip's last lines
 */
export async function pipDownload(
  wheel: Wheel,
  folder: string,
  { env = process.env, otherwise }: { env?: NodeJS.ProcessEnv; otherwise: string },
): Promise<string> {
  const pip = await findPip(env);
  if (pip === undefined) {
    throw new Problem({
      where: 'pip',
      expected: `one of ${CANDIDATES.map((command) => command.join(' ')).join(', ')}`,
      found: 'none that runs',
      todo: `Install it (Debian, Ubuntu: \`apt-get install python3-pip\`), or ${otherwise}`,
    });
  }
  await mkdir(folder, { recursive: true });
  const command = [...pip.command, ...pipArguments(wheel, folder, await asked(wheel, folder))];
  // pip writes to a temporary folder first. With that one here, its progress is seen and a killed one leaves nothing elsewhere.
  const options = { env: { ...env, TMPDIR: folder } };
  return watchGrowth(`Downloading ${wheel.requirement}`, [folder], wheel.downloadBytes, async () => {
    const { code, tail } = await tryCommand(command, options);
    const name = (await readdir(folder)).find((file) => file.endsWith('.whl'));
    if (code === 0 && name !== undefined) return join(folder, name);
    throw new Problem({
      where: `${pip.command.join(' ')} download ${wheel.requirement}`,
      expected: 'a wheel',
      found: `this:\n${tail}\n`,
      todo: `Check the network and pip's settings (\`${pip.command.join(' ')} config list\`) and run it again; or ${otherwise}`,
    });
  });
}
