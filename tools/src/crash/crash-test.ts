// tools:crash-test: kills every task of the pipeline, in the quick profile and in a copy of this workspace, at random
// moments; each must end afterwards as if nothing had been.
//   npx nx run tools:crash-test --kills=100 --seed=1
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endOnSignal, pipDownload, Problem, reportFailure } from '@reprise/base';
import { mt19937 } from '@reprise/data';
import { seedOption } from '@reprise/records';
import { PINS } from '@reprise/runtime/install';
import { Command } from 'commander';
import { parseCount } from '../parse-count';
import { NATIVE } from '../reliability/faults/tasks';
import { type ReliabilityRecord, writeRecord } from '../reliability/record';
import { withScratchWorkspace } from '../reliability/scratch-workspace';
import { type Chain, identity, killChain, type Signal, type Way } from './kill-chain';
import { listing } from './leftovers';
import { openPlace, type Place } from './place';
import { type CrashTask, crashTasks } from './tasks';

const SIGNALS: Signal[] = ['SIGKILL', 'SIGTERM', 'SIGINT'];
const WAYS: Way[] = ['direct', 'nx', 'task under nx'];
/** What Nx takes before the task begins, beyond the task's own time. */
const NX_MS = 3000;
/** Where something may be left: what tasks write, and the folders that stand for the user's cache and the system's own. */
const WATCHED = ['artifacts', '.reprise/checkpoints', '.crash/cache', '.crash/tmp'];

/** TensorBoard's own files have the second and the process in their names, and belong to the result. */
const EVENTS = /\/tensorboard\/events\.out\.tfevents\.[^/]+$/;

interface Options {
  kills: number;
  seed: number;
  only?: string;
}

const say = (line: string): void => console.error(`crash-test: ${line}`);

/** Fetches TensorFlow's wheel once, from which the copy's library is then built as often as that is killed. @returns its path */
const fetchWheel = (root: string): Promise<string> => pipDownload(PINS['linux x64'], join(root, '.crash', 'wheel'));

const reference = (root: string, { output }: CrashTask): string => join(root, '.crash', 'reference', output);

/** Puts the undisturbed result back, so that each chain begins from the same. */
function restore(root: string, task: CrashTask): void {
  rmSync(join(root, task.output), { recursive: true, force: true });
  cpSync(reference(root, task), join(root, task.output), { recursive: true, preserveTimestamps: true });
}

/** Where a task looks whether there is something to do, beside its own output: below the user's cache and the copy. */
const CACHE = '.crash/cache/reprise';
const KEPT: Record<string, string[]> = {
  'data:fashion-mnist': [`${CACHE}/fashion-mnist`],
  'data:vgg16': [`${CACHE}/vgg16`],
  'vision:transfer': [`${CACHE}/features`],
  'tools:runtime': [`${CACHE}/tensorflow`, NATIVE],
};

/** Takes away what a task would find, and so would not do. */
function forget(root: string, { name }: CrashTask): void {
  for (const folder of KEPT[name] ?? []) rmSync(join(root, folder), { recursive: true, force: true });
}

/** Runs the tasks with all that they need, undisturbed, then each by itself. @returns the milliseconds that each takes */
async function undisturbed(place: Place, tasks: CrashTask[]): Promise<Map<string, number>> {
  const { root } = place;
  const env = place.environment('REPRISE_CRASH_CHAIN=undisturbed;');
  const run = (args: string[]): number => {
    const started = performance.now();
    execFileSync(process.execPath, args, { cwd: root, env, stdio: 'pipe', maxBuffer: 1 << 28 });
    return performance.now() - started;
  };
  const [{ nx, name }, ...more] = tasks;
  run([nx[0], 'run', more.length > 0 ? 'runner:all' : name, '--configuration=quick']);
  const times = new Map<string, number>();
  for (const task of tasks) {
    place.expected.set(task.name, await identity(root, task));
    const kept = reference(root, task);
    mkdirSync(dirname(kept), { recursive: true });
    cpSync(join(root, task.output), kept, { recursive: true, preserveTimestamps: true });
  }
  for (const task of tasks) {
    forget(root, task);
    times.set(task.name, run(task.direct));
    if ((await identity(root, task)) !== place.expected.get(task.name))
      throw new Error(`${task.name}: two undisturbed runs give other artefacts`);
    restore(root, task);
  }
  return times;
}

function randomChain(draw: () => number, task: CrashTask, ms: number, signal: () => Signal): Chain {
  const way = WAYS[Math.floor(draw() * WAYS.length)];
  const kills = Array.from({ length: 1 + Math.floor(draw() * 3) }, () => ({
    signal: signal(),
    afterMs: draw() * (ms + (way === 'nx' ? NX_MS : 0)),
  }));
  return { task, way, kills, over: draw() < 0.5 };
}

async function crashTest(
  { kills, seed, only }: Options,
  root: string,
): Promise<Omit<ReliabilityRecord, 'schema' | 'date' | 'seconds' | 'machine' | 'versions'>> {
  const next = mt19937(seed);
  const draw = (): number => next() / 2 ** 32;
  const all = crashTasks(root);
  const tasks = all.filter(({ name }) => only === undefined || name === only);
  if (tasks.length === 0) {
    const expected = `one of ${all.map(({ name }) => name).join(', ')}`;
    throw new Problem({ where: '--only', expected, found: String(only), todo: 'Leave it out for all.' });
  }
  const place = openPlace(root, await fetchWheel(root));
  say(`${tasks.length} tasks undisturbed`);
  const times = await undisturbed(place, tasks);
  const clean = listing(root, WATCHED);

  const landed = new Map(tasks.map(({ name }) => [name, [] as Signal[]]));
  const failures: string[] = [];
  let count = 0;
  let given = 0;
  // Every task has its turn, also when the number is reached before.
  for (let i = 0; count < kills || i < tasks.length; i++) {
    const task = tasks[i % tasks.length];
    forget(root, task);
    const chain = randomChain(draw, task, times.get(task.name) as number, () => SIGNALS[given++ % SIGNALS.length]);
    const result = await killChain(chain, place);
    const left = [...listing(root, WATCHED)].filter((name) => !clean.has(name) && !EVENTS.test(name));
    const told = result.failures.concat(
      left.filter((name) => /\.lock(\/|$)/.test(name)).map((name) => `a lock is left: ${name}`),
      left.length > 1 ? [`more than one file is left: ${left.slice(0, 5).join(', ')}`] : [],
    );
    count += result.landed.length;
    landed.get(task.name)?.push(...result.landed);
    const kill = chain.kills
      .map(({ signal, afterMs }) => `${signal} after ${(afterMs / 1000).toFixed(1)} s`)
      .join(', ');
    failures.push(...told.map((line) => `${task.name}, ${chain.way}, ${kill}: ${line}`));
    say(
      `${count}/${kills} ${task.name}, ${chain.way}, ${kill}: ${told.length > 0 ? told.join('; ') : 'as undisturbed'}${left.length > 0 ? ` (left: ${left[0]})` : ''}`,
    );
    for (const name of left) rmSync(join(root, name), { recursive: true, force: true });
    rmSync(join(root, '.crash/nx'), { recursive: true, force: true });
    restore(root, task);
  }
  const rows = tasks.map(({ name }) => {
    const signals = landed.get(name) ?? [];
    const each = SIGNALS.map((signal) => `${signals.filter((one) => one === signal).length} ${signal}`).join(', ');
    const wrong = failures.filter((line) => line.startsWith(`${name}, `)).length;
    return {
      fault: `${name} killed (${each})`,
      times: signals.length,
      outcome:
        wrong > 0
          ? `${wrong} times not as promised`
          : signals.length > 0
            ? 'run again, it ended as undisturbed; nobody and no lock was left'
            : 'each time it had ended before its kill',
    };
  });
  return { name: 'crash-test', settings: { kills: count, seed }, rows, failures };
}

const { kills, seed, only } = new Command('crash-test')
  .option('--kills <n>', 'runs that are killed before their end', parseCount, 100)
  .option('--only <task>', 'this task alone, such as vision:lenet; no record is written then')
  .addOption(seedOption('of tasks’ order, signals and moments'))
  .parse()
  .opts<Options>();
const started = Date.now();
endOnSignal(() => 'crash-test: stopped');
void withScratchWorkspace((root) => crashTest({ kills, seed, only }, root))
  .then(async (found) => {
    if (only === undefined) await writeRecord(started, found);
    say(`${found.settings['kills']} kills, ${found.failures.length} not as promised`);
    for (const line of found.failures) say(line);
    process.exitCode = found.failures.length > 0 ? 1 : 0;
  })
  .catch(reportFailure);
