import { Problem } from '@reprise/base';
import type { Machine } from './options';

/** The oldest glibc that the wheel's libraries start with. */
export const OLDEST_GLIBC = '2.27';

const atLeast = (found: string, wanted: string): boolean => {
  const [major, minor] = found.split('.').map(Number);
  const [wantedMajor, wantedMinor] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
};

/** This machine. */
export function thisMachine(): Machine {
  // Node's report is the one place that tells which C library runs.
  const report =
    process.platform === 'linux' ? (process.report.getReport() as { header?: Record<string, unknown> }) : {};
  const glibc = report.header?.['glibcVersionRuntime'];
  return { platform: process.platform, arch: process.arch, glibc: typeof glibc === 'string' ? glibc : undefined };
}

/** The machine in words. */
export const machineName = ({ platform, arch, glibc }: Machine): string =>
  platform !== 'linux'
    ? `${platform} ${arch}`
    : `${platform} ${arch}, ${glibc === undefined ? 'no glibc' : `glibc ${glibc}`}`;

/** True where the libraries run. */
export const runsHere = ({ platform, arch, glibc }: Machine): boolean =>
  platform === 'linux' && arch === 'x64' && glibc !== undefined && atLeast(glibc, OLDEST_GLIBC);

/** @throws Problem on a machine for which no library is pinned */
export function checkMachine(machine: Machine): void {
  if (runsHere(machine)) return;
  throw new Problem({
    where: 'Native TensorFlow',
    expected: `Linux on x64 with glibc ${OLDEST_GLIBC} or newer`,
    found: machineName(machine),
    todo: 'Run Reprise in a container or virtual machine that is so, such as `docker run -it node:22-bookworm`.',
  });
}
