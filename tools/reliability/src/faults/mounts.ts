import { spawnSync } from 'node:child_process';

/** Programs that give a command mounts of its own, which are gone when it ends. */
const WAYS = [
  ['unshare', '--mount'],
  ['unshare', '--user', '--map-root-user', '--mount'],
];

/** How this user can mount, or undefined without root and user namespaces. */
export const findMounter = (): string[] | undefined =>
  WAYS.find(([program, ...args]) => {
    const test = ['sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /mnt'];
    return spawnSync(program, [...args, ...test], { stdio: 'ignore' }).status === 0;
  });

/** A folder on another disk: an empty one of `size` kB, or read-only as it is. */
export interface Disk {
  folder: string;
  size: number | 'read-only';
}

/** The command line of a command with such a folder. It ends with 99 if mounting fails, with 98 if half-written files remain. */
export function onDisk(mounter: string[], { folder, size }: Disk, command: string[]): string[] {
  const mount =
    size === 'read-only'
      ? 'mount --bind "$at" "$at" && mount -o remount,ro,bind "$at"'
      : `mount -t tmpfs -o size=${size}k,mode=755 tmpfs "$at"`;
  const script = `at=$1; shift
${mount} || exit 99
"$@"
status=$?
find "$at" -name '*.building' -o -name '*.part' | grep . && exit 98
exit $status`;
  return [...mounter, 'sh', '-c', script, 'sh', folder, ...command];
}
