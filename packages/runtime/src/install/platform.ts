import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { Problem } from '@reprise/base';
import { GPU_VARIABLE, wantedKind } from './gpu';
import type { LibraryPin, Pins } from './sources/pins';

/** What decides whether TensorFlow's libraries run on a machine. */
export interface Machine {
  /** As in `process.platform` and `process.arch`. */
  platform: string;
  arch: string;
  /** glibc's version on Linux; undefined with another C library, such as musl. */
  glibc?: string;
  /** Darwin's version on a Mac. */
  darwin?: string;
  /** False on an x64 processor without AVX, which TensorFlow needs. */
  avx?: boolean;
}

/** The supported platforms, and how far Reprise was tested there. */
export const PLATFORMS: Record<string, string> = {
  'linux x64': 'tested',
  'linux arm64': 'tested in emulation',
  'darwin arm64': 'library checked, not run',
};

/** The oldest glibc and Darwin (macOS 12) that the libraries run on. */
const OLDEST_GLIBC = [2, 27];
const OLDEST_DARWIN = [21];

/** Whether a version is `oldest` or newer. */
export const atLeast = (version: string | undefined, oldest: number[]): boolean => {
  const parts = version?.split('.').map(Number) ?? [];
  const at = oldest.findIndex((part, i) => parts[i] !== part);
  return at < 0 || parts[at] > oldest[at];
};

export function thisMachine(): Machine {
  const { platform, arch } = process;
  if (platform === 'darwin') return { platform, arch, darwin: release() };
  if (platform !== 'linux') return { platform, arch };
  // Only Node's report tells which C library is in use.
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return { platform, arch, glibc: header?.glibcVersionRuntime, ...(arch === 'x64' && { avx: hasAvx() }) };
}

function hasAvx(): boolean {
  try {
    return /^flags\s*:.*\bavx\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return true; // Some containers hide it. TensorFlow reports a missing AVX itself.
  }
}

/** The machine in words. */
export function machineName({ platform, arch, glibc, darwin, avx }: Machine): string {
  const library = platform === 'linux' ? `, ${glibc === undefined ? 'no glibc' : `glibc ${glibc}`}` : '';
  return `${platform} ${arch}${library}${darwin === undefined ? '' : `, Darwin ${darwin}`}${avx === false ? ', no AVX' : ''}`;
}

const IMAGE = 'in a Debian container, such as `docker run -it node:22-trixie-slim`';

/** What a machine lacks, or undefined. */
function missing({ platform, arch, glibc, darwin, avx }: Machine): { expected: string; todo: string } | undefined {
  if (platform === 'win32')
    return { expected: 'Linux or macOS', todo: 'Run Reprise in WSL (`wsl --install -d Debian`).' };
  if (platform === 'linux' && !atLeast(glibc, OLDEST_GLIBC))
    return { expected: `glibc ${OLDEST_GLIBC.join('.')} or newer`, todo: `Run Reprise ${IMAGE}.` };
  if (platform === 'darwin' && !atLeast(darwin, OLDEST_DARWIN))
    return { expected: 'macOS 12 or newer', todo: 'Update macOS.' };
  if (!(`${platform} ${arch}` in PLATFORMS)) {
    const platforms = Object.keys(PLATFORMS).join(', ');
    return { expected: `one of ${platforms}`, todo: `Run Reprise on one of them, or ${IMAGE}.` };
  }
  if (avx !== false) return undefined;
  const todo = 'Run Reprise on another machine; in a virtual machine, set the processor type to `host`.';
  return { expected: 'a processor with AVX', todo };
}

/**
 * The libraries for a machine, of the build that `REPRISE_GPU` selects.
 * @throws Problem if there are none, naming what to use instead
 */
export function pinFor(machine: Machine, env: NodeJS.ProcessEnv, pins: Pins): LibraryPin {
  const found = machineName(machine);
  const wrong = missing(machine);
  if (wrong !== undefined) throw new Problem({ where: 'Native TensorFlow', found, ...wrong });
  const name = `${machine.platform} ${machine.arch}${wantedKind(env) === 'gpu' ? ' gpu' : ''}`;
  const pin = (pins as Partial<Record<string, LibraryPin>>)[name];
  if (pin !== undefined) return pin;
  const expected = 'linux x64, the only platform with a GPU build';
  throw new Problem({ where: GPU_VARIABLE, expected, found, todo: `Unset ${GPU_VARIABLE}.` });
}
