import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { artefactsOf, listing } from '../workspace/artefacts';
import { Broken, failedWithMessage, noStack, runIn, succeeded } from '../workspace/run-in';
import { NX, type Task } from '../workspace/tasks';
import { type Disk, findMounter, onDisk } from './mounts';

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
const mounter = findMounter();

/** Whether this user has the rights for a trial. */
export const canTry = ({ disk }: Trial): boolean => disk === undefined || mounter !== undefined;

/** @throws Error if the command breaks a guarantee */
export async function tryFault(root: string, trial: Trial): Promise<void> {
  const { first = [], harm, times = 1, disk, says, then = [], same = [], check } = trial;
  const command = disk ? onDisk(mounter as string[], disk, trial.command) : trial.command;
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
