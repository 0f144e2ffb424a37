// What a task's cache entry depends on, as Nx itself plans it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Planned {
  tasks: { tasks: Record<string, { outputs: string[]; cache?: boolean }> };
  taskPlans: Record<string, string[]>;
}

function plan(args: string[] = [], env: Record<string, string> = {}, task = 'runner:all'): Planned {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-plan-'));
  const file = join(folder, 'plan.json');
  try {
    const nx = ['node_modules/nx/dist/bin/nx.js', 'run', task, ...args, `--graph=${file}`];
    execFileSync(process.execPath, nx, {
      cwd: join(__dirname, '../..'),
      env: { ...process.env, ...env },
      stdio: 'pipe',
    });
    return JSON.parse(readFileSync(file, 'utf8')) as Planned;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const TRAININGS = ['vision:autoencoder', 'vision:lenet', 'vision:transfer', 'text:birnn', 'text:cnn-lstm'];
/** What claims need beside the notebook's five. */
const VARIANTS = [
  ...['lenet-long', 'lenet-sgd', 'pca', 'pixel-logistic'].map((name) => `vision:${name}`),
  ...['birnn-two-rounds', 'birnn-long', 'ngram-logistic'].map((name) => `text:${name}`),
  ...['birnn', 'cnn-lstm'].flatMap((model) => [`text:${model}-validation`, `text:${model}-domains`]),
];
const GROUPS = ['vision:trainings', 'text:trainings'];

/** Packages whose sources a task's hash holds. */
const packagesOf = (inputs: string[]): string[] =>
  inputs.flatMap((input) => /^[^:]+:packages\/([^/]+)\//.exec(input)?.[1] ?? []).sort();

describe('runner:all', () => {
  const planned = plan();
  const inputs = (task: string): string[] => planned.taskPlans[`${task}:full`];

  test('runs every task', () => {
    const data = ['data:fashion-mnist', 'data:urls', 'data:vgg16'];
    const expected = [
      'runner:all',
      'tools:runtime',
      'eval:claims',
      'eval:report',
      'page:build',
      ...data,
      ...TRAININGS,
      ...VARIANTS,
      ...GROUPS,
    ].map((task) => `${task}:full`);
    expect(Object.keys(planned.tasks.tasks).sort()).toEqual(expected.sort());
  });

  test('caches every task but tools:runtime', () => {
    const uncached = Object.entries(planned.tasks.tasks).filter(([, { cache }]) => cache !== true);
    expect(uncached.map(([task]) => task)).toEqual(['tools:runtime:full']);
  });

  test.each([
    ['vision:lenet', ['base', 'data', 'engine', 'runtime', 'training', 'vision']],
    ['vision:transfer', ['base', 'data', 'engine', 'runtime', 'training', 'vision']],
    ['text:birnn', ['base', 'data', 'engine', 'runtime', 'text', 'training']],
    ['text:cnn-lstm', ['base', 'data', 'engine', 'runtime', 'text', 'training']],
    ['data:urls', ['base', 'data']],
    ['text:birnn-long', ['base', 'data', 'engine', 'runtime', 'text', 'training']],
    ['eval:report', ['base', 'data', 'engine', 'eval', 'runtime', 'training']],
    ['eval:claims', ['base', 'data', 'engine', 'eval', 'runtime', 'training']],
    ['page:build', ['base', 'data', 'engine', 'runtime', 'text', 'training']],
  ])('%s depends on the sources of %j alone', (task, packages) => expect(packagesOf(inputs(task))).toEqual(packages));

  test.each(TRAININGS)('%s depends on the native library and on its data, not on tests or documents', (task) => {
    expect(inputs(task)).toContain('**/{manifest,runtime}.json:artifacts/runtime.json');
    const data = inputs(task).filter((input) => input.startsWith('**/{manifest,runtime}.json:artifacts/data/'));
    expect(data.length).toBeGreaterThan(0);
    const sources = inputs(task).filter((input) => /^[^:]+:packages\//.test(input));
    for (const source of sources) expect(source).toMatch(/!packages\/\w+\/\*\*\/\*\.spec\.ts.*\*\.md/);
    expect(inputs(task)).not.toContain('AllExternalDependencies');
  });

  test('tasks run one at a time, since two trainings would share the cores', () => {
    expect(JSON.parse(readFileSync(join(__dirname, '../../nx.json'), 'utf8'))).toMatchObject({ parallel: 1 });
  });

  test.each(['eval:report', 'eval:claims'])('%s depends on every training', (task) => {
    for (const name of [...TRAININGS, ...VARIANTS].map((training) => training.split(':')[1]))
      expect(inputs(task)).toContain(`**/{manifest,measured}.json:artifacts/full/${name}/seed-1`);
  });
});

describe('eval:sweep', () => {
  const { tasks } = plan([], {}, 'eval:sweep').tasks;

  test('has a task for each seed and split', () => {
    const seeds = ['autoencoder', 'lenet', 'transfer', 'birnn', 'cnn-lstm'].flatMap((model) =>
      [2, 3, 4, 5].map((seed) => [`artifacts/full/${model}/seed-${seed}`]),
    );
    const splits = ['birnn', 'cnn-lstm'].flatMap((model) =>
      [0, 1, 2, 4].map((split) => [`artifacts/full/${model}-split-${split}/seed-1`]),
    );
    const outputs = Object.values(tasks).map((task) => task.outputs);
    for (const output of [...seeds, ...splits]) expect(outputs).toContainEqual(output);
  });

  test('keeps its seeds whatever REPRISE_SEED says', () => {
    const other = plan([], { REPRISE_SEED: '7' }, 'eval:sweep').tasks.tasks;
    expect(other['vision:lenet-seed-3:full'].outputs).toEqual(['artifacts/full/lenet/seed-3']);
  });
});

describe('another seed', () => {
  const outputs = ({ tasks }: Planned, task: string): string[] => tasks.tasks[task].outputs;

  test('by environment variable has folders of its own, all through the pipeline', () => {
    const planned = plan([], { REPRISE_SEED: '7' });
    expect(outputs(planned, 'text:birnn:full')).toEqual(['artifacts/full/birnn/seed-7']);
    expect(outputs(planned, 'vision:transfer:full')).toEqual(['artifacts/full/transfer/seed-7']);
    expect(outputs(planned, 'eval:report:full')).toEqual(['artifacts/full/report/seed-7']);
  });

  test('that is no number is refused', () => {
    expect(() => plan([], { REPRISE_SEED: 'x' })).toThrow(/expected a whole number from 0 to 4294967295, found "x"/);
  });
});
