import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { artefactsOf, listing } from '../workspace/artefacts';
import { Broken, failedWithMessage, noStack, runIn, succeeded } from '../workspace/run-in';
import { NX, type Task } from '../workspace/tasks';

/** A folder on another disk: an empty one of `size` kB, or read-only as it is. */
export interface Disk {
  folder: string;
  size: number | 'read-only';
}

/** A kind of fault: a row of the table. */
export interface Kind {
  fault: string;
  asserts: string;
  trials: Trial[];
}

/** A command meets a fault; afterwards everything is as before. */
export interface Trial {
  name: string;
  /** Commands that must succeed before the fault. */
  first?: string[][];
  /** Causes the fault. @returns what repairs it, unless `then` does */
  harm?: () => (() => void) | void;
  /** The command that meets the fault. */
  command: string[];
  /** How many of it run at once, 1 by default. */
  times?: number;
  /** A folder that it finds on another disk. */
  disk?: Disk;
  /** What one line of its output must match. */
  says?: RegExp;
  /** By default it fails if it `says` something. `either`: without a stack trace. */
  ends?: 'succeeds' | 'fails' | 'either';
  /** Commands that must succeed afterwards. */
  then?: string[][];
  /** Tasks whose artefacts must be identical before and after. */
  same?: Task[];
  check?: () => void;
}

export const CLASSIFY = ['reprise', 'classify', '--profile', 'quick', 'www.yahoo.com'];
export const SERVE = ['reprise', 'serve', '--profile', 'quick', '--port', '0'];
export const NX_URLS = [...NX, 'run', 'data:urls'];

/** An empty folder for each trial, and its use as the user's cache folder. */
export const trialFolder = (root: string): string => join(root, '.trial');
export const withCache = (root: string, ...command: string[]): string[] => [
  ...['env', `XDG_CACHE_HOME=${trialFolder(root)}`],
  ...command,
];

const HALF_WRITTEN = /\.(building|lock|part|partial)(\/|$)|\.\d{4,}$/;
/** Programs that give a command mounts of its own, which are gone when it ends. */
const WAYS = [
  ['unshare', '--mount'],
  ['unshare', '--user', '--map-root-user', '--mount'],
];

/** How this user can mount, or undefined without root and user namespaces. */
const mounter = WAYS.find(([program, ...args]) => {
  const test = ['sh', '-c', 'mount -t tmpfs -o size=64k tmpfs /mnt'];
  return spawnSync(program, [...args, ...test], { stdio: 'ignore' }).status === 0;
});

/** The command line of a command with such a folder. It ends with 99 if mounting fails, with 98 if half-written files remain. */
function onDisk({ folder, size }: Disk, command: string[]): string[] {
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
  return [...(mounter ?? []), 'sh', '-c', script, 'sh', folder, ...command];
}

/** Whether this user has the rights for a trial. */
export const canTry = ({ disk }: Trial): boolean => disk === undefined || mounter !== undefined;

/** @throws Error if the command breaks a guarantee */
export async function tryFault(root: string, trial: Trial): Promise<void> {
  const { first = [], harm, times = 1, disk, says, then = [], same = [], check } = trial;
  const command = disk ? onDisk(disk, trial.command) : trial.command;
  const ends = trial.ends ?? (says ? 'fails' : 'succeeds');
  const artefacts = (): Promise<string[]> => Promise.all(same.map((task) => artefactsOf(root, task)));
  mkdirSync(trialFolder(root));
  if (disk) mkdirSync(disk.folder, { recursive: true });
  try {
    for (const each of first) succeeded(await runIn(root, each));
    const before = await artefacts();
    const repair = harm?.();
    const runs = await Promise.all(Array.from({ length: times }, () => runIn(root, command)));
    repair?.();
    for (const ended of runs)
      if (ends === 'either') noStack(ended);
      else if (ends === 'fails') failedWithMessage(ended, says as RegExp);
      else succeeded(ended, says);
    for (const each of then) succeeded(await runIn(root, each));
    const after = await artefacts();
    const changed = same.find((_, i) => after[i] !== before[i]);
    if (changed) throw new Broken(`${changed.name}: other artefacts than before`);
    const left = [...listing(root, ['artifacts', '.trial'])].filter((name) => HALF_WRITTEN.test(name));
    if (left.length > 0) throw new Broken(`left behind: ${left.join(', ')}`);
    check?.();
  } finally {
    rmSync(trialFolder(root), { recursive: true, force: true });
  }
}
