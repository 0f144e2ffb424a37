import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { type Recording, recordRun } from '../testing/record-run';
import { readRuns } from './read-runs';
import { findTask, readLog, watchState } from './watch-state';

const NOW = 1_000_000;

/** The state of recorded runs. */
const stateOf = (...recordings: Recording[]) =>
  inTempFolder(async (root) => {
    for (const recording of recordings) recordRun(root, recording);
    return watchState(await readRuns(join(root, '.reprise', 'runs')), NOW);
  });

const TASKS = [
  { id: 'data:urls:full', state: 'cached', start: 10, end: 11 },
  { id: 'birnn:train:full', outputs: ['artifacts/full/birnn/seed-1'], state: 'running', start: 12 },
  { id: 'page:build:full' },
];
const states = ({ tasks }: { tasks: { state: string }[] }): string[] => tasks.map(({ state }) => state);

test('a run whose process is alive runs', async () => {
  const { now, runs } = await stateOf({ pid: process.pid, start: 5, tasks: TASKS });
  expect(now).toBe(NOW);
  expect(runs).toEqual([
    {
      id: `5-${process.pid}`,
      command: 'nx run runner:all',
      state: 'running',
      start: 5,
      end: null,
      tasks: [
        {
          key: `5-${process.pid}-0`,
          id: 'data:urls:full',
          state: 'cached',
          start: 10,
          end: 11,
          before: null,
          says: '',
          trains: false,
        },
        expect.objectContaining({ id: 'birnn:train:full', state: 'running', start: 12, end: null, trains: true }),
        expect.objectContaining({ id: 'page:build:full', state: 'waiting', start: null, trains: false }),
      ],
    },
  ]);
});

test('a killed run is stopped: what ran was stopped, what waited never ran', async () => {
  const [run] = (await stateOf({ start: 5, tasks: TASKS })).runs;
  expect([run.state, ...states(run)]).toEqual(['stopped', 'cached', 'stopped', 'skipped']);
});

test('a later process with the number of a killed run is not taken for it', async () => {
  const [run] = (await stateOf({ pid: process.pid, process_start: '1', start: 5, tasks: TASKS })).runs;
  expect(run.state).toBe(process.platform === 'linux' ? 'stopped' : 'running');
});

test.each([
  ['done', ['done', 'cached']],
  ['failed', ['done', 'failed']],
  ['stopped', ['done', 'stopped']],
])('a run that has ended is %s with tasks %j', async (expected, ended) => {
  const tasks = ended.map((state, i) => ({ id: `a:${i}`, state, start: i, end: i + 1 }));
  const [run] = (await stateOf({ start: 0, end: 9, tasks })).runs;
  expect([run.state, ...states(run)]).toEqual([expected, ...ended]);
});

test('several runs, newest first; a waiting task says how long it took before', async () => {
  const task = { id: 'a:b', state: 'done', start: 100, end: 350 };
  const { runs } = await stateOf(
    { start: 99, end: 400, tasks: [task] },
    { start: 9, end: 50, tasks: [{ ...task, start: 10, end: 11 }] },
    { pid: process.pid, start: 1000, tasks: [{ id: 'a:b' }, { id: 'a:c' }] },
  );
  expect(runs.map(({ start }) => start)).toEqual([1000, 99, 9]);
  expect(runs[0].tasks.map(({ before }) => before)).toEqual([250, null]);
});

test('tasks are in the order in which they started, then in that of the record', async () => {
  const tasks = [
    { id: 'a' },
    { id: 'b', state: 'running', start: 7 },
    { id: 'c', state: 'done', start: 6, end: 8 },
    { id: 'd' },
  ];
  const [run] = (await stateOf({ pid: process.pid, start: 5, tasks })).runs;
  expect(run.tasks.map(({ id }) => id)).toEqual(['c', 'b', 'a', 'd']);
  expect(run.tasks.map(({ key }) => key.slice(-2))).toEqual(['-2', '-1', '-0', '-3']);
});

test('a running task says the last line of its log', async () => {
  const log = 'birnn epoch 1/2: val_loss 0.1\nbirnn epoch 2/2  10 %\rbirnn epoch 2/2  \u001b[32m20 %\u001b[39m\r\n';
  const tasks = [{ id: 'a', state: 'running', start: 7, log }];
  const [run] = (await stateOf({ pid: process.pid, start: 5, tasks })).runs;
  expect(run.tasks[0].says).toBe('birnn epoch 2/2  20 %');
});

test('leaves out what is no record, or half of one', () =>
  inTempFolder(async (root) => {
    const runs = join(root, '.reprise', 'runs');
    expect(await readRuns(runs)).toEqual([]);
    for (const name of ['7-1', '8-1', 'other', '9-1'].map((one) => join(runs, one)))
      mkdirSync(name, { recursive: true });
    writeFileSync(join(runs, '7-1', 'run.json'), '{"schema": 1, "pid": 1');
    writeFileSync(join(runs, '8-1', 'run.json'), '{"schema": 2}');
    const id = recordRun(root, { start: 5, tasks: [] });
    expect((await readRuns(runs)).map((run) => run.id)).toEqual([id]);
  }));

test('finds recorded tasks alone, and sends the end of a log in whole lines', () =>
  inTempFolder(async (root) => {
    const id = recordRun(root, { start: 5, tasks: [{ id: 'a', log: 'one\ntwo\nthree\n' }, { id: 'b' }] });
    const runs = await readRuns(join(root, '.reprise', 'runs'));
    const [run] = runs;
    expect(findTask(runs, `${id}-1`)).toEqual({ run, task: run.tasks[1], index: 1 });
    for (const key of ['', id, `${id}-2`, `${id}-01`, `${id}-0/../0`, '../run'])
      expect(findTask(runs, key)).toBeUndefined();
    expect(await readLog(run, 0)).toBe('one\ntwo\nthree\n');
    expect(await readLog(run, 0, 8)).toBe('three\n');
    expect(await readLog(run, 1)).toBe('');
  }));
