import { readdirSync, statSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../errors/problem';
import { startProgress } from '../processes/progress';
import { tryCommand } from '../processes/run-command';

/** A wheel for pip to download. */
export interface Wheel {
  /** Name and version: `tensorflow-cpu==2.21.0`. */
  requirement: string;
  /** pip's `--platform` and `--python-version`, so that the Python that runs pip does not matter. */
  platform: string;
  python: string;
  /** The size of the download, for progress and the check of free disk space. */
  downloadBytes: number;
  /** The wheel's own digest, which pip verifies. */
  sha256?: string;
}

const CANDIDATES = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3'], ['pip']];

/** @returns the command of a pip that runs and the first line of its `--version`, or undefined */
export async function findPip(
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ command: string[]; version: string } | undefined> {
  for (const command of CANDIDATES) {
    const { code, stdout } = await tryCommand([...command, '--version'], { env, seconds: 30 });
    if (code === 0) return { command, version: stdout.split('\n')[0].trim() };
  }
  return undefined;
}

/** How to install a wheel without an index, for messages. */
export const downloadElsewhere = ({ platform, python, requirement }: Wheel): string =>
  `Download the wheel on another machine (\`pip download --no-deps --only-binary=:all: --platform ${platform} --python-version ${python} ${requirement}\`), ` +
  'set PIP_NO_INDEX=1 and PIP_FIND_LINKS to its folder, and run it again.';

/** pip takes a digest only from a requirements file, which is written to `folder`. */
async function pipArguments({ platform, python, requirement, sha256 }: Wheel, folder: string): Promise<string[]> {
  const file = join(folder, 'requirements.txt');
  if (sha256 !== undefined) await writeFile(file, `${requirement} --hash=sha256:${sha256}\n`);
  return [
    'download',
    '--no-deps',
    '--only-binary=:all:',
    `--platform=${platform}`,
    `--python-version=${python}`,
    '--no-cache-dir', // its content is kept unpacked in our cache
    '--disable-pip-version-check',
    '--no-input',
    '--progress-bar=off',
    '--quiet',
    // With pip's defaults, 15 s and five retries, a closed network takes minutes to fail.
    '--timeout=10',
    '--retries=2',
    `--dest=${folder}`,
    ...(sha256 === undefined ? [requirement] : ['--require-hashes', `--requirement=${file}`]),
  ];
}

/** The bytes of all files below a folder, which pip changes in the meantime. */
function bytesBelow(folder: string): number {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => statSync(join(folder, name)))
      .reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);
  } catch {
    return 0;
  }
}

/**
 * Downloads a wheel with the user's pip, its index and its proxy. Installs and runs nothing.
 * @param folder an empty folder, or one that does not exist
 * @returns the wheel's path
 * @throws Problem if there is no pip, or pip fails; it quotes pip's last lines
 */
export async function pipDownload(wheel: Wheel, folder: string, env = process.env): Promise<string> {
  const pip = await findPip(env);
  if (pip === undefined) {
    throw new Problem({
      where: 'pip',
      expected: `one of ${CANDIDATES.map((command) => command.join(' ')).join(', ')}`,
      found: 'none that runs',
      todo: 'Install it (Debian, Ubuntu: `apt-get install python3-pip`) and run it again.',
    });
  }
  await mkdir(folder, { recursive: true });
  const command = [...pip.command, ...(await pipArguments(wheel, folder))];
  // pip downloads to a temporary folder first. This one shows its progress, and is removed if pip is killed.
  const options = { env: { ...env, TMPDIR: folder } };
  const progress = startProgress(`Downloading ${wheel.requirement}`, wheel.downloadBytes, 'bytes');
  const timer = setInterval(() => progress.update(bytesBelow(folder)), 500);
  const { code, tail } = await tryCommand(command, options);
  clearInterval(timer);
  const name = (await readdir(folder)).find((file) => file.endsWith('.whl'));
  if (code === 0 && name !== undefined) {
    progress.update(wheel.downloadBytes);
    progress.done();
    return join(folder, name);
  }
  progress.done('failed');
  throw new Problem({
    where: `${pip.command.join(' ')} download ${wheel.requirement}`,
    expected: 'a wheel',
    found: `this error:\n${tail}\n`,
    todo: `Check the network and pip's settings (\`${pip.command.join(' ')} config list\`). Without an index: ${downloadElsewhere(wheel)}`,
  });
}
