import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { Problem } from '@reprise/base';
import type { LibraryPin, Pins } from './sources/pins';
import { GPU_VARIABLE, type Kind } from './wanted-kind';

/** What decides whether TensorFlow's libraries run here. */
export interface Machine {
  /** As in `process.platform` and `process.arch`. */
  platform: string;
  arch: string;
  /** glibc's version on Linux; undefined if the C library is another one, such as musl. */
  glibc?: string;
  /** Darwin's version on a Mac. */
  darwin?: string;
  /** False on an x64 processor without AVX, which TensorFlow's instructions need. */
  avx?: boolean;
}

/** The platforms that have a library, and how Reprise was tried there. */
export const PLATFORMS: Record<string, string> = {
  'linux x64': 'tested',
  'linux arm64': 'tested in emulation',
  'darwin arm64': 'library checked, not run',
};

/** The oldest glibc and Darwin (macOS 12) that the libraries run on. */
const OLDEST_GLIBC = [2, 27];
const OLDEST_DARWIN = [21];

const atLeast = (found: string | undefined, oldest: number[]): boolean => {
  const parts = found?.split('.').map(Number) ?? [];
  const at = oldest.findIndex((part, i) => parts[i] !== part);
  return at < 0 || parts[at] > oldest[at];
};

/** This machine. */
export function thisMachine(): Machine {
  const { platform, arch } = process;
  if (platform === 'darwin') return { platform, arch, darwin: release() };
  if (platform !== 'linux') return { platform, arch };
  // Node's report is the one place that tells which C library is in use.
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return { platform, arch, glibc: header?.glibcVersionRuntime, ...(arch === 'x64' && { avx: hasAvx() }) };
}

function hasAvx(): boolean {
  try {
    return /^flags\s*:.*\bavx\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'));
  } catch {
    return true; // Some containers hide it. Without AVX TensorFlow says so itself when it loads.
  }
}

/** The machine in words. */
export function machineName({ platform, arch, glibc, darwin, avx }: Machine): string {
  const library = platform === 'linux' ? `, ${glibc === undefined ? 'no glibc' : `glibc ${glibc}`}` : '';
  return `${platform} ${arch}${library}${darwin === undefined ? '' : `, Darwin ${darwin}`}${avx === false ? ', no AVX' : ''}`;
}

/** What is wrong with a machine, or undefined. */
function unsupported({ platform, arch, glibc, darwin, avx }: Machine): { expected: string; todo: string } | undefined {
  const image = 'in a Debian container, such as `docker run -it node:22-trixie-slim`';
  if (platform === 'win32')
    return { expected: 'Linux or macOS', todo: 'Run Reprise in WSL (`wsl --install -d Debian`).' };
  if (platform === 'linux' && !atLeast(glibc, OLDEST_GLIBC))
    return { expected: `glibc ${OLDEST_GLIBC.join('.')} or newer`, todo: `Run Reprise ${image}.` };
  if (platform === 'darwin' && !atLeast(darwin, OLDEST_DARWIN))
    return { expected: 'macOS 12 or newer', todo: 'Update macOS.' };
  if (!(`${platform} ${arch}` in PLATFORMS))
    return {
      expected: `one of ${Object.keys(PLATFORMS).join(', ')}`,
      todo: `Run Reprise on one of them, or ${image}.`,
    };
  if (avx === false)
    return {
      expected: 'a processor with AVX',
      todo: 'Run Reprise on another machine; in a virtual machine, set the processor type to `host`.',
    };
  return undefined;
}

/**
 * The libraries for a machine.
 * @throws Problem if there are none, naming what works instead
 */
export function pinFor(machine: Machine, kind: Kind, pins: Pins): LibraryPin {
  const wrong = unsupported(machine);
  if (wrong !== undefined) throw new Problem({ where: 'Native TensorFlow', found: machineName(machine), ...wrong });
  const platform = `${machine.platform} ${machine.arch}`;
  const pin = (pins as Partial<Record<string, LibraryPin>>)[kind === 'gpu' ? `${platform} gpu` : platform];
  if (pin !== undefined) return pin;
  throw new Problem({
    where: GPU_VARIABLE,
    expected: 'linux x64, the one platform with a GPU build',
    found: machineName(machine),
    todo: `Unset ${GPU_VARIABLE}.`,
  });
}
