import { readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipCommand, pipDownload, Problem, type Wheel } from '@reprise/base';
import type { LibraryPin } from './pins';

/** Names a wheel that was downloaded elsewhere. NVIDIA's must lie beside it. */
export const WHEEL_VARIABLE = 'REPRISE_TENSORFLOW_WHEEL';

/** Where wheels come from. */
export interface Source {
  /** For people: `tensorflow-cpu==2.21.0 by pip`. */
  name: string;
  /** The disk space that one wheel takes at most, beside what is unpacked. */
  downloadBytes: number;
  /** Calls `use` with a wheel's path. @param folder for a download, which is removed afterwards */
  withWheel(wheel: Wheel, folder: string, use: (path: string) => Promise<unknown>): Promise<void>;
  /** What to do if a wheel is not the pinned one. */
  otherwise(wheel: Wheel): string;
}

/** @throws Problem if `REPRISE_TENSORFLOW_WHEEL` names no file, or a wheel of NVIDIA's is missing beside it */
export function chooseSource(pin: LibraryPin, env: NodeJS.ProcessEnv): Source | Promise<Source> {
  const path = env[WHEEL_VARIABLE];
  return path === undefined || path === '' ? pipSource(pin, env) : fileSource(pin, path);
}

function pipSource(pin: LibraryPin, env: NodeJS.ProcessEnv): Source {
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
    otherwise: (wheel) => `The index that pip uses has another file than the pinned one; ${byHand(wheel)}`,
  };
}

async function fileSource(pin: LibraryPin, path: string): Promise<Source> {
  const given = resolve(path);
  const todo = `Set ${WHEEL_VARIABLE} to the path of ${pin.requirement}'s wheel for ${pin.platform}, or unset it so that pip downloads one.`;
  const seen = await stat(given).catch(() => undefined);
  if (!seen?.isFile())
    throw new Problem({ where: WHEEL_VARIABLE, expected: 'a wheel', found: `no file ${given}`, todo });
  const names = await readdir(dirname(given));
  const paths = new Map<Wheel, string>([[pin, given]]);
  for (const wheel of pin.cuda) paths.set(wheel, join(dirname(given), fileOf(wheel, names, dirname(given))));
  return {
    name: `${pin.requirement} from ${basename(given)}`,
    downloadBytes: 0,
    withWheel: async (wheel, _, use) => void (await use(paths.get(wheel) as string)),
    otherwise: (wheel) => (wheel === pin ? todo : `Download it again: \`${pipCommand(wheel)}\`.`),
  };
}

/** A wheel's file name starts with name and version: `nvidia_cudnn_cu12-9.3.0.75-…`. */
function fileOf(wheel: Wheel, names: string[], folder: string): string {
  const start = `${wheel.requirement.replaceAll('-', '_').replace('==', '-')}-`;
  const found = names.find((name) => name.startsWith(start) && name.endsWith('.whl'));
  if (found !== undefined) return found;
  const todo = `Download it into that folder: \`${pipCommand(wheel)}\`.`;
  throw new Problem({ where: WHEEL_VARIABLE, expected: `${start}….whl in ${folder}`, found: 'none', todo });
}
