import { spawnSync } from 'node:child_process';

/** What the words before a command make of its mounts: seen by it and what it starts, gone with it. */
const WAYS = [
  ['unshare', '--mount'],
  ['unshare', '--user', '--map-root-user', '--mount'],
];

/** How a command gets mounts of its own here, or undefined where it may not (no root and no user namespaces). */
export const ownMounts = (): string[] | undefined =>
  WAYS.find(([program, ...args]) => {
    const tried = spawnSync(program, [...args, 'sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /mnt'], {
      stdio: 'ignore',
    });
    return tried.status === 0;
  });

/** What a command finds of a folder: a disk of so many kB that holds what lay there, or one that is read-only. */
export type Mount = { folder: string; kilobytes: number } | { folder: string; readOnly: true };

/** A word for a shell. */
const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const mounting = (mount: Mount): string => {
  const at = quote(mount.folder);
  if ('readOnly' in mount) return `mount --bind ${at} ${at} && mount -o remount,ro,bind ${at}`;
  return `mount -t tmpfs -o size=${mount.kilobytes}k,mode=755 tmpfs ${at}`;
};

/**
 * The command line that runs a command with mounts of its own.
 * @param way as {@link ownMounts} found it
 * @param after a shell command that looks at the folders afterwards, before they are gone; its output is the command's
 */
export function withMounts(way: string[], mounts: Mount[], command: string[], after = ':'): string[] {
  const script = `${mounts.map(mounting).join(' && ')} || exit 99
${command.map(quote).join(' ')}
status=$?
${after}
exit $status`;
  return [...way, 'sh', '-c', script];
}
