import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem } from '@reprise/base';
import type { Tool } from './find-tools';
import { withDownload } from './pip-download';
import type { Wheel, WheelPin } from './pins';
import type { Source } from './source';
import { unpackWheels } from './unpack-wheels';

/** Names a wheel that is already there, for machines that pip does not get through from. NVIDIA's lie beside it. */
export const WHEEL_VARIABLE = 'REPRISE_TENSORFLOW_WHEEL';

const unpackedBytes = (pin: WheelPin): number =>
  [...pin.libraries, ...pin.cuda.flatMap(({ files }) => files)].reduce((sum, { bytes }) => sum + bytes, 0);

/** The wheels as pip fetches them, by whatever index and proxy pip is set to. */
export const pipSource = (pin: WheelPin, pip: Tool, env: NodeJS.ProcessEnv): Source => ({
  pin,
  name: `${pin.requirement} by pip`,
  // One wheel at a time lies beside what was unpacked: at worst the largest.
  needs: Math.max(...[pin, ...pin.cuda].map(({ downloadBytes }) => downloadBytes)) + unpackedBytes(pin),
  unpack: (folder) =>
    unpackWheels(
      pin,
      folder,
      (wheel, use) =>
        withDownload({ wheel, pip, env, folder: join(folder, 'download'), otherwise: byHand(pin, wheel) }, use),
      (wheel) => `The index that pip uses gives another file than the one that is pinned; ${byHand(pin, wheel)}`,
    ),
});

const pipCommand = ({ platform, python, requirement }: Wheel): string =>
  `\`pip download --no-deps --only-binary=:all: --platform ${platform} --python-version ${python} ${requirement}\``;

const byHand = (pin: WheelPin, wheel: Wheel): string =>
  pin.cuda.length === 0
    ? `fetch the wheel where it can be had (${pipCommand(wheel)}) and set ${WHEEL_VARIABLE} to its path.`
    : `fetch the wheels where they can be had (this one by ${pipCommand(wheel)}) into one folder and set ${WHEEL_VARIABLE} to the path of ${pin.requirement}'s.`;

/**
 * A wheel that the user has, and those of NVIDIA's that it needs in the same folder.
 * @throws Problem when one of them is not there
 */
export async function fileSource(pin: WheelPin, path: string): Promise<Source> {
  const given = resolve(path);
  const seen = await stat(given).catch(() => undefined);
  const todo = `Set ${WHEEL_VARIABLE} to the path of ${pin.requirement}'s wheel for ${pin.platform}, or unset it so that pip fetches one.`;
  if (!seen?.isFile()) {
    throw new Problem({ where: WHEEL_VARIABLE, expected: 'a wheel', found: `no file ${given}`, todo });
  }
  const names = await readdir(dirname(given));
  const paths = new Map<Wheel, string>([[pin, given]]);
  for (const wheel of pin.cuda) paths.set(wheel, join(dirname(given), fileOf(wheel, names, dirname(given))));
  return {
    pin,
    name: `${pin.requirement} from ${basename(given)}`,
    needs: unpackedBytes(pin),
    unpack: (folder) =>
      unpackWheels(
        pin,
        folder,
        (wheel, use) => use(paths.get(wheel) as string),
        (wheel) => (wheel === pin ? todo : `Fetch it again: ${pipCommand(wheel)}.`),
      ),
  };
}

/** A wheel's file name starts with name and version: `nvidia_cudnn_cu12-9.3.0.75-…`. */
function fileOf(wheel: Wheel, names: string[], folder: string): string {
  const start = `${wheel.requirement.replaceAll('-', '_').replace('==', '-')}-`;
  const found = names.find((name) => name.startsWith(start) && name.endsWith('.whl'));
  if (found !== undefined) return found;
  const todo = `Fetch it into that folder: ${pipCommand(wheel)}.`;
  throw new Problem({ where: WHEEL_VARIABLE, expected: `${start}….whl in ${folder}`, found: 'none', todo });
}
