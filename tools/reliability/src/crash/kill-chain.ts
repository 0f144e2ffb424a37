import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { artifactsDir } from '@reprise/base';
import { listProcesses, type RunningProcess } from '@reprise/base/testing';
import { scratchEnvironment } from '@reprise/tools';
import { artefactsOf } from '../workspace/artefacts';
import type { Task } from '../workspace/tasks';

export const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGINT'] as const;
type Signal = (typeof SIGNALS)[number];

/** What is started and gets the signal: the task's own command, Nx, or under Nx the task's process. */
export const TARGETS = ['task', 'nx', 'task under nx'] as const;

/** Kills in a row, each of a run of its own, before the task may run to its end. */
export interface Chain {
  task: Task;
  target: (typeof TARGETS)[number];
  kills: { signal: Signal; afterMs: number }[];
  /** Whether the first run finds an older result. */
  keepOutput: boolean;
}

/**
 * How long processes may take to end. A task whose Nx was killed checks once a second, but not while it loads
 * TensorFlow: two seconds on an idle machine.
 */
const graceMs = (): number => 15_000 * Math.max(1, loadavg()[0] / availableParallelism());
/** A run that takes longer hangs. */
const HANG_MS = 240_000;

/** In a scratch workspace: its own cache and temporary folder. */
export const CRASH_FOLDERS = { cache: '.crash/cache', temporary: '.crash/tmp', nx: '.crash/nx' };

/**
 * For the processes of a chain: caches and temporary files in the workspace, data from this repository's artefacts, and
 * TensorFlow from a wheel, so that nothing is fetched.
 * @param marker `NAME=VALUE`, by which the processes are found
 * @param wheel TensorFlow's, for pip
 */
export function crashEnvironment(root: string, marker: string, wheel?: string): NodeJS.ProcessEnv {
  const [name, value] = marker.split('=');
  return scratchEnvironment(root, {
    [name]: value,
    NX_CACHE_DIRECTORY: join(root, CRASH_FOLDERS.nx, value, 'cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(root, CRASH_FOLDERS.nx, value, 'data'),
    XDG_CACHE_HOME: join(root, CRASH_FOLDERS.cache),
    TMPDIR: join(root, CRASH_FOLDERS.temporary),
    // Node 22 and later keep compiled code there.
    NODE_COMPILE_CACHE: join(root, '.crash', 'compiled'),
    DISABLE_V8_COMPILE_CACHE: '1', // that of ts-node, in the temporary folder
    ...(wheel !== undefined && { PIP_NO_INDEX: '1', PIP_FIND_LINKS: dirname(wheel) }),
    REPRISE_FASHION_MNIST: artifactsDir('data', 'fashion-mnist'),
    REPRISE_VGG16: artifactsDir('data', 'vgg16'),
  });
}

/** Processes with `marker` in their environment. A zombie has no command. */
export const processesWith = (marker: string): RunningProcess[] =>
  listProcesses().filter(
    ({ pid, command, environment }) => pid !== process.pid && command !== '' && environment.includes(marker),
  );

/** Waits until no process with `marker` is left. @returns commands of those that remain, which it kills */
export async function survivors(marker: string): Promise<string[]> {
  // A process that is just being started has no command and no environment: on a busy machine for some time.
  for (let [until, none] = [Date.now() + graceMs(), 0]; Date.now() < until; await sleep(100)) {
    none = processesWith(marker).length === 0 ? none + 1 : 0;
    if (none === 5) return [];
  }
  const left = processesWith(marker);
  for (const { pid } of left) kill(pid, 'SIGKILL');
  await sleep(500);
  return left.map(({ command }) => command);
}

/** @returns whether the process still ran */
function kill(pid: number, signal: Signal): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

/** Waits for the end of a command. @returns its exit status, -1 after a signal, and the end of its output */
async function ending(child: ChildProcess): Promise<{ status: number; output: string }> {
  let output = '';
  const append = (chunk: Buffer): void => void (output = (output + chunk.toString()).slice(-4000));
  child.stdout?.on('data', append);
  child.stderr?.on('data', append);
  const closed = once(child, 'close');
  const [code] = (await once(child, 'exit')) as [number | null];
  // A process that it left behind may hold the pipe open.
  await Promise.race([closed, sleep(1000)]);
  return { status: code ?? -1, output };
}

const runsTask = ({ command }: RunningProcess): boolean => /^\S*node -r \S*ts-node\S* /.test(command);

let chains = 0;

/**
 * Runs a task, kills it, and so on; then runs it to its end and compares.
 * @param expected the artefacts of an undisturbed run
 * @returns the signals that reached a run before its end, and the failures
 */
export async function killChain(
  { task, target, kills, keepOutput }: Chain,
  { root, wheel, expected }: { root: string; wheel?: string; expected: string },
): Promise<{ delivered: Signal[]; failures: string[] }> {
  const marker = `REPRISE_CRASH_CHAIN=${process.pid}-${++chains};`;
  const env = crashEnvironment(root, marker, wheel);
  const failures: string[] = [];
  const delivered: Signal[] = [];
  const start = (): ChildProcess => {
    const [program, ...args] = target === 'task' ? task.command : task.nx;
    const options = { cwd: root, env, timeout: HANG_MS, killSignal: 'SIGKILL' } as const;
    return spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const clear = (): void => rmSync(join(root, task.output), { recursive: true, force: true });
  const rerun = async (when: string): Promise<void> => {
    const { status, output } = await ending(start());
    const last = output.trim().split('\n').slice(-6).join(' / ');
    if (status !== 0) failures.push(`${when}: ended with ${status}: ${last}`);
    for (const command of await survivors(marker)) failures.push(`${when}: process left: ${command}`);
    const artefacts = await artefactsOf(root, task).catch(String);
    if (artefacts !== expected)
      failures.push(`${when}: other artefacts than an undisturbed run's: ${artefacts} instead of ${expected}`);
  };
  if (!keepOutput) clear();
  for (const { signal, afterMs } of kills) {
    const child = start();
    const ended = ending(child);
    const gone = (): boolean => child.exitCode !== null || child.signalCode !== null;
    const running = (): RunningProcess | undefined => processesWith(marker).find(runsTask);
    if (target === 'task under nx') while (!gone() && running() === undefined) await sleep(50);
    await Promise.race([sleep(afterMs), ended]);
    if (!gone() && (target === 'task under nx' ? kill(running()?.pid ?? NaN, signal) : child.kill(signal)))
      delivered.push(signal);
    await ended;
    for (const command of await survivors(marker)) failures.push(`${signal}: process left: ${command}`);
  }
  await rerun('rerun');
  if (target !== 'task') {
    clear();
    await rerun("from Nx's cache");
  }
  return { delivered, failures };
}
