// Runs of Nx in a workspace of two tasks, recorded.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTempFolder, repositoryRoot } from '@reprise/base';
import { scratchEnvironment } from '../testing/scratch-workspace';

jest.setTimeout(120_000);

const command = (text: string, more: object = {}) => ({
  executor: 'nx:run-commands',
  options: { command: text },
  ...more,
});
const TARGETS = {
  first: command('echo "hello $((6 * 7))"', {
    cache: true,
    inputs: ['{projectRoot}/input.txt'],
    outputs: ['{projectRoot}/out'],
  }),
  second: command('echo begins; echo fails >&2; sleep 0.2; exit 3', { dependsOn: ['first'] }),
  // Until its Nx ends.
  slow: command('echo begins; while kill -0 $PPID; do sleep 0.2; done', { dependsOn: ['first'] }),
  both: { executor: 'nx:noop', dependsOn: ['first'] },
};
const PLUGIN = `
exports.preTasksExecution = async (_options, { workspaceRoot }) =>
  require(${JSON.stringify(join(repositoryRoot(), 'tools/record-runs.js'))}).recordRuns(workspaceRoot);`;

const inWorkspace = (work: (root: string) => Promise<void>): Promise<void> =>
  inTempFolder(async (root) => {
    mkdirSync(join(root, 'a'));
    symlinkSync(join(repositoryRoot(), 'node_modules'), join(root, 'node_modules'));
    const json = (name: string, value: object): void => writeFileSync(join(root, name), JSON.stringify(value));
    json('package.json', { name: 'workspace', version: '1.0.0' });
    json('nx.json', { plugins: ['./plugin.js'], useDaemonProcess: false, neverConnectToCloud: true, analytics: false });
    json('a/project.json', { name: 'a', targets: TARGETS });
    writeFileSync(join(root, 'a/input.txt'), '1');
    writeFileSync(join(root, 'plugin.js'), PLUGIN);
    await work(root);
  });

const start = (root: string, target: string): ChildProcess =>
  spawn(process.execPath, [join(repositoryRoot(), 'node_modules/nx/dist/bin/nx.js'), 'run', `a:${target}`], {
    cwd: root,
    env: scratchEnvironment(root, {
      NX_ISOLATE_PLUGINS: 'false',
      NX_TUI: 'false',
      NX_WORKSPACE_DATA_DIRECTORY: join(root, '.nx/data'),
    }),
    stdio: 'ignore',
  });

interface Run {
  pid: number;
  start: number;
  end: number | null;
  command: string;
  tasks: { id: string; state: string; start: number | null; end: number | null; outputs: string[] }[];
}

/** The records, oldest first, with each task's log. */
const recorded = (root: string): (Run & { logs: Record<string, string> })[] => {
  const runs = join(root, '.reprise/runs');
  return readdirSync(runs)
    .sort()
    .map((name) => {
      const run = JSON.parse(readFileSync(join(runs, name, 'run.json'), 'utf8')) as Run;
      const logs = readdirSync(join(runs, name)).filter((file) => file.endsWith('.log'));
      const texts = logs.map((log) => [run.tasks[parseInt(log)].id, readFileSync(join(runs, name, log), 'utf8')]);
      return { ...run, logs: Object.fromEntries(texts) };
    });
};
const states = ({ tasks }: Run): string[] => tasks.map(({ id, state }) => `${id} ${state}`);

test('records tasks, states, times and logs; what came from the cache; and a failure', () =>
  inWorkspace(async (root) => {
    const [code] = (await once(start(root, 'second'), 'exit')) as [number];
    await once(start(root, 'both'), 'exit');
    const [failed, cached] = recorded(root);
    expect(code).toBe(1);
    expect(states(failed)).toEqual(['a:first done', 'a:second failed']);
    expect(failed.command).toBe('nx run a:second');
    expect(failed.tasks[0].outputs).toEqual(['a/out']);
    const [first, second] = failed.tasks;
    const times = [failed.start, first.start, first.end, second.start, second.end, failed.end] as number[];
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect((second.end as number) - (second.start as number)).toBeGreaterThanOrEqual(200);
    expect(failed.logs['a:first']).toContain('hello 42');
    expect(failed.logs['a:second']).toMatch(/begins\s+fails/);
    expect(states(cached)).toEqual(['a:first cached']); // the group does nothing
    expect(cached.logs['a:first']).toContain('hello 42');
  }));

test('writes while tasks run; a killed run keeps its record, without an end', () =>
  inWorkspace(async (root) => {
    const nx = start(root, 'slow');
    const log = (): string | undefined => {
      try {
        return recorded(root)[0].logs['a:slow'];
      } catch {
        return undefined; // not yet
      }
    };
    while (!log()?.includes('begins')) await sleep(50);
    const [run] = recorded(root);
    expect(states(run)).toEqual(['a:first done', 'a:slow running']);
    expect(run).toMatchObject({ pid: nx.pid, end: null });
    nx.kill('SIGKILL');
    await once(nx, 'exit');
    expect(recorded(root)[0]).toEqual(run);
  }));

test('a folder that cannot be written fails no run', () =>
  inWorkspace(async (root) => {
    writeFileSync(join(root, '.reprise'), 'a file');
    const [code] = (await once(start(root, 'first'), 'exit')) as [number];
    expect(code).toBe(0);
  }));

test('keeps the newest twenty records', () =>
  inWorkspace(async (root) => {
    for (let i = 1; i <= 25; i++) mkdirSync(join(root, '.reprise/runs', `${i}-1`), { recursive: true });
    await once(start(root, 'first'), 'exit');
    const names = readdirSync(join(root, '.reprise/runs')).sort((a, b) => parseInt(a) - parseInt(b));
    expect(names).toHaveLength(20);
    expect(names.slice(0, 2)).toEqual(['7-1', '8-1']);
  }));
