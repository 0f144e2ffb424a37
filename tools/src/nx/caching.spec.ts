// What a task's cache entry depends on, as Nx itself plans it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import { trainings } from '@reprise/records';

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
      cwd: repositoryRoot(),
      env: { ...process.env, ...env },
      stdio: 'pipe',
    });
    return JSON.parse(readFileSync(file, 'utf8')) as Planned;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const listed = Array.from(trainings().values()).filter(({ sweep }) => !sweep);
/** The tasks that train, and the names that their packages give them. */
const TRAININGS = listed.map(
  ({ name, model }) => `${model}:${name === model ? 'train' : name.slice(model.length + 1)}`,
);
const ALIASES = listed.map(({ name, project }) => `${project}:${name}`);
const GROUPS = ['vision:trainings', 'text:trainings'];

/** Packages whose sources a task's hash holds. */
const packagesOf = (inputs: string[]): string[] =>
  inputs.flatMap((input) => /^[^:]+:packages\/(.+?)\/\*\*/.exec(input)?.[1] ?? []).sort();

describe('runner:all', () => {
  const planned = plan();
  const inputs = (task: string): string[] => planned.taskPlans[`${task}:full`];

  test('runs every task', () => {
    const data = ['data:fashion-mnist', 'data:urls', 'data:vgg16'];
    const expected = [
      'runner:all',
      'tools:runtime',
      'eval:report',
      'page:build',
      ...data,
      ...TRAININGS,
      ...ALIASES,
      ...GROUPS,
    ].map((task) => `${task}:full`);
    expect(Object.keys(planned.tasks.tasks).sort()).toEqual(expected.sort());
  });

  test('caches every task but tools:runtime', () => {
    const uncached = Object.entries(planned.tasks.tasks).filter(([, { cache }]) => cache !== true);
    expect(uncached.map(([task]) => task)).toEqual(['tools:runtime:full']);
  });

  const TRAINED_WITH = ['base', 'data', 'engine', 'records', 'runtime', 'training'];
  test.each([
    ['lenet:train', [...TRAINED_WITH, 'vision/src/lenet']],
    ['pixel-logistic:train', [...TRAINED_WITH, 'vision/src/pixel-logistic']],
    ['birnn:two-rounds', [...TRAINED_WITH, 'text/src/birnn'].sort()],
    ['data:urls', ['base', 'data']],
    ['eval:report', ['base', 'data', 'eval', 'records']],
  ])('%s depends on the sources of %j alone', (task, packages) => expect(packagesOf(inputs(task))).toEqual(packages));

  test('a training depends on the files that its package’s models share, and not on their list', () =>
    expect(inputs('lenet:train').find((input) => input.includes('packages/vision/src/*.ts'))).toContain(
      '!{workspaceRoot}/packages/vision/src/{index,*.spec}.ts',
    ));

  test.each(TRAININGS)('%s depends on the native library and on its data, not on tests or documents', (task) => {
    expect(inputs(task)).toContain('**/{manifest,runtime}.json:artifacts/runtime.json');
    const data = inputs(task).filter((input) => input.startsWith('**/{manifest,runtime}.json:artifacts/data/'));
    expect(data.length).toBeGreaterThan(0);
    const sources = inputs(task).filter((input) => /^[^:]+:packages\//.test(input));
    for (const source of sources) expect(source).toMatch(/!packages\/[\w/-]+\/\*\*\/\*\.spec\.ts.*\*\.md/);
    expect(inputs(task)).not.toContain('AllExternalDependencies');
  });

  test('the report depends on every training', () => {
    for (const { name } of listed)
      expect(inputs('eval:report')).toContain(`**/manifest.json:artifacts/full/${name}/seed-1`);
  });
});

test('cores and memory limit the tasks that run at once; NX_PARALLEL overrides it, and on a GPU it is one', () => {
  const parallel = (env: Record<string, string>): number => {
    const script = "require('./tools/nx-plugin.js'); console.log(process.env.NX_PARALLEL)";
    const options = { cwd: repositoryRoot(), env: { ...process.env, NX_PARALLEL: '', ...env } };
    return Number(execFileSync(process.execPath, ['-e', script], options));
  };
  expect(parallel({})).toBeGreaterThanOrEqual(1);
  expect(parallel({})).toBeLessThanOrEqual(availableParallelism());
  expect(parallel({ NX_PARALLEL: '7' })).toBe(7);
  expect(parallel({ REPRISE_GPU: '1' })).toBe(1);
});

describe('eval:sweep', () => {
  const { tasks } = plan([], {}, 'eval:sweep').tasks;

  test('has a task for each seed and split', () => {
    const seeds = ['autoencoder', 'lenet', 'transfer', 'birnn', 'birnn-long', 'cnn-lstm'].flatMap((training) =>
      [11, 15, 20].map((seed) => [`artifacts/full/${training}/seed-${seed}`]),
    );
    const splits = ['birnn', 'cnn-lstm'].flatMap((model) =>
      [0, 1, 2, 4].map((split) => [`artifacts/full/${model}-split-${split}/seed-11`]),
    );
    const outputs = Object.values(tasks).map((task) => task.outputs);
    for (const output of [...seeds, ...splits]) expect(outputs).toContainEqual(output);
  });

  test('keeps its seeds whatever REPRISE_SEED says', () => {
    const other = plan([], { REPRISE_SEED: '7' }, 'eval:sweep').tasks.tasks;
    expect(other['lenet:seed-13:full'].outputs).toEqual(['artifacts/full/lenet/seed-13']);
  });
});

describe('another seed', () => {
  const outputs = ({ tasks }: Planned, task: string): string[] => tasks.tasks[task].outputs;

  test('by environment variable has folders of its own, all through the pipeline', () => {
    const planned = plan([], { REPRISE_SEED: '7' });
    expect(outputs(planned, 'birnn:train:full')).toEqual(['artifacts/full/birnn/seed-7']);
    expect(outputs(planned, 'transfer:train:full')).toEqual(['artifacts/full/transfer/seed-7']);
    expect(outputs(planned, 'eval:report:full')).toEqual(['artifacts/full/report/seed-7']);
  });

  test('that is no number is refused', () => {
    expect(() => plan([], { REPRISE_SEED: 'x' })).toThrow(/expected a whole number from 0 to 4294967295, found "x"/);
  });
});
