import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipCommand, pipDownload, Problem, type Wheel } from '@reprise/base';
import type { LibraryPin } from './pins';

/** The path of a wheel that was downloaded elsewhere. NVIDIA's must be in the same folder. */
export const WHEEL_VARIABLE = 'REPRISE_TENSORFLOW_WHEEL';

/** Where wheels come from. */
interface WheelSource {
  /** For messages: `tensorflow-cpu==2.21.0 by pip`. */
  name: string;
  /** The most disk space that one wheel takes, besides what is unpacked. */
  downloadBytes: number;
  /** Calls `use` with a wheel's path. @param folder for a download, which is removed afterwards */
  withWheel(wheel: Wheel, folder: string, use: (path: string) => Promise<unknown>): Promise<void>;
  /** What to do if a wheel is not the pinned one. */
  todo(wheel: Wheel): string;
}

/** @throws Problem if `REPRISE_TENSORFLOW_WHEEL` is not a file, or a wheel of NVIDIA's is missing beside it */
export function chooseSource(pin: LibraryPin, env: NodeJS.ProcessEnv): WheelSource | Promise<WheelSource> {
  const path = env[WHEEL_VARIABLE];
  return path === undefined || path === '' ? pipSource(pin, env) : fileSource(pin, path);
}

function pipSource(pin: LibraryPin, env: NodeJS.ProcessEnv): WheelSource {
  const byHand = (wheel: Wheel): string =>
    pin.cuda.length === 0
      ? `download the wheel elsewhere (\`${pipCommand(wheel)}\`) and set ${WHEEL_VARIABLE} to its path.`
      : `download the wheels elsewhere (this one by \`${pipCommand(wheel)}\`) into one folder and set ${WHEEL_VARIABLE} to the path of ${pin.requirement}'s.`;
  return {
    name: `${pin.requirement} by pip`,
    downloadBytes: Math.max(...[pin, ...pin.cuda].map(({ downloadBytes }) => downloadBytes)),
    async withWheel(wheel, folder, use) {
      await use(await pipDownload(wheel, folder, { env, otherwise: byHand(wheel) }));
      await rm(folder, { recursive: true });
    },
    todo: (wheel) => `pip's index has a different file than the pinned one: ${byHand(wheel)}`,
  };
}

async function fileSource(pin: LibraryPin, path: string): Promise<WheelSource> {
  const given = resolve(path);
  const folder = dirname(given);
  const todo = `Set ${WHEEL_VARIABLE} to the path of ${pin.requirement}'s wheel for ${pin.platform}, or unset it to use pip.`;
  const entry = await stat(given).catch(() => undefined);
  if (!entry?.isFile())
    throw new Problem({ where: WHEEL_VARIABLE, expected: 'a wheel', found: `no file ${given}`, todo });
  const names = await readdir(folder);
  const paths = new Map<Wheel, string>([[pin, given]]);
  for (const wheel of pin.cuda) paths.set(wheel, join(folder, fileOf(wheel, names, folder)));
  return {
    name: `${pin.requirement} from ${basename(given)}`,
    downloadBytes: 0,
    withWheel: async (wheel, _, use) => void (await use(paths.get(wheel) as string)),
    todo: (wheel) => (wheel === pin ? todo : `Download it again: \`${pipCommand(wheel)}\`.`),
  };
}

/** A wheel's file name starts with name and version: `nvidia_cudnn_cu12-9.3.0.75-…`. */
function fileOf(wheel: Wheel, names: string[], folder: string): string {
  const start = `${wheel.requirement.replaceAll('-', '_').replace('==', '-')}-`;
  const name = names.find((one) => one.startsWith(start) && one.endsWith('.whl'));
  if (name !== undefined) return name;
  const todo = `Download it into that folder: \`${pipCommand(wheel)}\`.`;
  throw new Problem({ where: WHEEL_VARIABLE, expected: `${start}….whl in ${folder}`, found: 'none', todo });
}
