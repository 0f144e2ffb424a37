import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkManifest } from '@reprise/base';
import { processesWith } from './leftovers';
import type { Place } from './place';
import type { CrashTask } from './tasks';

export type Signal = 'SIGKILL' | 'SIGTERM' | 'SIGINT';

/** How a task is run, and who gets the signal. */
export type Way =
  /** Its own command, which gets it. */
  | 'direct'
  /** By Nx, which gets it. */
  | 'nx'
  /** By Nx; the task's own process gets it. */
  | 'task under nx';

/** Kills in a row, each in a run of its own, before the task may run to its end. */
export interface Chain {
  task: CrashTask;
  way: Way;
  kills: { signal: Signal; afterMs: number }[];
  /** Whether an older result stands in the place of the new one. */
  over: boolean;
}

export interface ChainResult {
  /** Signals that reached a run before its end. */
  landed: Signal[];
  /** What was not as promised. */
  failures: string[];
}

/**
 * How long what a signal has ended may take to be gone. A task whose Nx was killed looks once a second, but not while it
 * loads TensorFlow: two seconds, and as many times longer as processes wait for each core.
 */
const grace = (): number => 15_000 * Math.max(1, loadavg()[0] / availableParallelism());
/** A run that takes so long hangs. */
const HANG_MS = 240_000;

let chains = 0;

/** What two equal results have in common: the manifest, or the file. @throws where a file is not what the manifest says */
export async function identity(root: string, task: CrashTask): Promise<string> {
  const path = join(root, task.output);
  if (statSync(path).isFile()) return readFileSync(path, 'utf8');
  return JSON.stringify(await checkManifest(path, task.name));
}

/** Runs a command to its end. @returns its exit status (-1 after a signal) and what it said */
async function finish(child: ChildProcess): Promise<{ status: number; said: string }> {
  let said = '';
  const hear = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-4000));
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const timer = setTimeout(() => child.kill('SIGKILL'), HANG_MS);
  const closed = once(child, 'close');
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  // What it has said last; somebody whom it left behind may hold the pipe open.
  await Promise.race([closed, sleep(1000)]);
  return { status: code ?? -1, said };
}

/** Waits until no process of a chain is left. @returns command lines of those that are left all the same, which it ends */
export async function nobodyLeft(marker: string): Promise<string[]> {
  for (const until = Date.now() + grace(); Date.now() < until; await sleep(100))
    if (processesWith(marker).length === 0) return [];
  const left = processesWith(marker);
  for (const { pid } of left)
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended meanwhile.
    }
  await sleep(500);
  return left.map(({ command }) => command);
}

/** The task's own process, which Nx starts. */
const taskOf = (marker: string): { pid: number } | undefined =>
  processesWith(marker).find(({ command }) => /^\S*node \S*ts-node\S* /.test(command));

/** Signals a run some time after its start, or after that of the task's own process. @returns whether it still ran */
async function signalLater(
  { way, marker, ended }: { way: Way; marker: string; ended: Promise<unknown> },
  child: ChildProcess,
  { signal, afterMs }: Chain['kills'][number],
): Promise<boolean> {
  const gone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  if (way === 'task under nx') while (!gone() && taskOf(marker) === undefined) await sleep(50);
  await Promise.race([sleep(afterMs), ended]);
  if (gone()) return false;
  if (way !== 'task under nx') return child.kill(signal);
  try {
    return process.kill(taskOf(marker)?.pid ?? NaN, signal);
  } catch {
    return false; // it has ended just now
  }
}

/** Runs a task, kills it, and so on; then lets it run to its end and holds what it made against the undisturbed run. */
export async function killChain({ task, way, kills, over }: Chain, place: Place): Promise<ChainResult> {
  const marker = `REPRISE_CRASH_CHAIN=${process.pid}-${++chains};`;
  const env = place.environment(marker);
  const failures: string[] = [];
  const landed: Signal[] = [];
  const start = (): ChildProcess =>
    spawn(process.execPath, way === 'direct' ? task.direct : task.nx, {
      cwd: place.root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  if (!over) rmSync(join(place.root, task.output), { recursive: true, force: true });

  for (const kill of kills) {
    const child = start();
    const { signal } = kill;
    const ended = finish(child);
    if (await signalLater({ way, marker, ended }, child, kill)) landed.push(signal);
    await ended;
    for (const command of await nobodyLeft(marker)) failures.push(`${signal}: left behind: ${command}`);
  }
  const { status, said } = await finish(start());
  if (status !== 0)
    failures.push(`run again, it ended with ${status}: ${said.trim().split('\n').slice(-6).join(' / ')}`);
  for (const command of await nobodyLeft(marker)) failures.push(`after its end: left behind: ${command}`);
  const compare = async (when: string): Promise<void> => {
    const found = await identity(place.root, task).catch((error: unknown) => String(error));
    if (found !== place.expected.get(task.name)) failures.push(`${when}: other artefacts than an undisturbed run's`);
  };
  await compare('run again');
  if (way !== 'direct') {
    // What Nx has taken as done must be what was done.
    rmSync(join(place.root, task.output), { recursive: true, force: true });
    const cached = await finish(start());
    if (cached.status !== 0)
      failures.push(`from Nx's cache, it ended with ${cached.status}: ${cached.said.slice(-300)}`);
    await compare("from Nx's cache");
  }
  return { landed, failures };
}
