// reliability:crash: kills every task of the pipeline (quick profile, in a copy of the workspace) at random moments. A rerun
// must give identical artefacts, and no process, lock or more than one temporary file may be left.
//   npx nx run reliability:crash --kills=100 --seed=1
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endOnSignal, pipDownload, reportFailure } from '@reprise/base';
import { mt19937 } from '@reprise/data';
import { PINS } from '@reprise/runtime/install';
import { parseCount, withScratchWorkspace } from '@reprise/tools';
import { seedOption } from '@reprise/records';
import { Command } from 'commander';
import { publish, type Results } from '../publish';
import { artefactsOf, listing } from '../workspace/artefacts';
import { NATIVE, NX, planTasks, type Task } from '../workspace/tasks';
import { CRASH_FOLDERS, crashEnvironment, killChain, SIGNALS, TARGETS } from './kill-chain';

/** What Nx takes before the task begins. */
const NX_MS = 3000;
/** Folders in which files may be left. */
const WATCHED = ['artifacts', '.reprise/checkpoints', CRASH_FOLDERS.cache, CRASH_FOLDERS.temporary];
/** Event files are named by time and process, and belong to the result. */
const EVENTS = /\/tensorboard\/events\.out\.tfevents\.[^/]+$/;

/** What a task would find done, beside its own output. */
const CACHE = `${CRASH_FOLDERS.cache}/reprise`;
const CACHED: Record<string, string[]> = {
  'data:fashion-mnist': [`${CACHE}/fashion-mnist`],
  'data:vgg16': [`${CACHE}/vgg16`],
  'transfer:train': [`${CACHE}/features`],
  'tools:runtime': [`${CACHE}/tensorflow`, NATIVE],
};

interface Options {
  kills: number;
  seed: number;
  only?: string;
}

const say = (line: string): void => console.error(`crash: ${line}`);

async function crash(root: string, { kills, seed, only }: Options): Promise<Results> {
  const next = mt19937(seed);
  const draw = (): number => next() / 2 ** 32;
  const tasks = Object.values(planTasks(root)).filter(({ name }) => only === undefined || name === only);
  if (tasks.length === 0) throw new Error(`--only: no task ${only} in runner:all`);
  mkdirSync(join(root, CRASH_FOLDERS.temporary), { recursive: true });
  const wheel = await pipDownload(PINS['linux x64'], join(root, '.crash', 'wheel'));

  const remove = (path: string): void => rmSync(join(root, path), { recursive: true, force: true });
  const copy = (from: string, to: string): void => {
    remove(to);
    cpSync(join(root, from), join(root, to), { recursive: true, preserveTimestamps: true });
  };
  const reference = ({ output }: Task): string => join('.crash', 'reference', output);
  const restore = (task: Task): void => copy(reference(task), task.output);
  const forget = ({ name }: Task): void => CACHED[name]?.forEach(remove);
  /** @returns the milliseconds that it takes */
  const run = ([program, ...args]: string[]): number => {
    const started = performance.now();
    const env = crashEnvironment(root, 'REPRISE_CRASH_CHAIN=undisturbed;', wheel);
    execFileSync(program, args, { cwd: root, env, stdio: 'pipe', maxBuffer: 1 << 28 });
    return performance.now() - started;
  };

  say(`${tasks.length} tasks undisturbed`);
  run([...NX, 'run', only ?? 'runner:all', '--configuration=quick']);
  const undisturbed: { task: Task; expected: string; ms: number }[] = [];
  for (const task of tasks) copy(task.output, reference(task));
  for (const task of tasks) {
    const expected = await artefactsOf(root, task);
    forget(task);
    undisturbed.push({ task, expected, ms: run(task.command) });
    if ((await artefactsOf(root, task)) !== expected)
      throw new Error(`${task.name}: two undisturbed runs give different artefacts`);
    restore(task);
  }
  const clean = listing(root, WATCHED);

  const delivered: string[] = [];
  const failures: string[] = [];
  let passed = 0;
  let drawn = 0;
  // Every task has its turn, even if the number of kills is reached before.
  for (let i = 0; delivered.length < kills || i < tasks.length; i++) {
    const { task, expected, ms } = undisturbed[i % tasks.length];
    forget(task);
    const target = TARGETS[Math.floor(draw() * TARGETS.length)];
    const times = Array.from({ length: 1 + Math.floor(draw() * 3) }, () => ({
      signal: SIGNALS[drawn++ % SIGNALS.length],
      afterMs: draw() * (ms + (target === 'nx' ? NX_MS : 0)),
    }));
    const chain = { task, target, kills: times, keepOutput: draw() < 0.5 };
    const result = await killChain(chain, { root, wheel, expected });
    const left = [...listing(root, WATCHED)].filter((name) => !clean.has(name) && !EVENTS.test(name));
    const wrong = [
      ...result.failures,
      ...left.filter((name) => /\.lock(\/|$)/.test(name)).map((name) => `lock left: ${name}`),
      ...(left.length > 1 ? [`more than one file left: ${left.slice(0, 5).join(', ')}`] : []),
    ];
    delivered.push(...result.delivered);
    if (wrong.length === 0) passed += result.delivered.length;
    const moments = times.map(({ signal, afterMs }) => `${signal} after ${(afterMs / 1000).toFixed(1)} s`);
    const name = `${task.name}, ${target}, ${moments.join(', ')}`;
    failures.push(...wrong.map((line) => `${name}: ${line}`));
    say(`${delivered.length}/${kills} ${name}: ${wrong.length > 0 ? wrong.join('; ') : 'ok'}`);
    [...left, CRASH_FOLDERS.nx].forEach(remove);
    restore(task);
  }
  const counts = SIGNALS.map((signal) => `${delivered.filter((one) => one === signal).length} ${signal}`);
  const row = {
    fault: `a signal to one of ${tasks.length} tasks or its Nx (${counts.join(', ')})`,
    trials: delivered.length,
    asserts: 'identical artefacts when rerun; no process or lock, at most one temporary file left',
    result: `${passed} of ${delivered.length}`,
  };
  return { rows: [row], failures, facts: { seed } };
}

endOnSignal(() => 'reliability:crash: stopped; its copy of the workspace is removed');
new Command('crash')
  .option('--kills <n>', 'signals that reach a run before its end', parseCount, 100)
  .option('--only <task>', 'one task, such as lenet:train; docs/reliability.md stays')
  .addOption(seedOption('of the targets, signals and moments'))
  .action((options: Options) =>
    publish('crash', options.only === undefined, () => withScratchWorkspace((root) => crash(root, options))),
  )
  .parseAsync()
  .catch(reportFailure);
