// The page's view of runs in a real browser: `reprise watch` in a copy of the repository, and runs written step by step.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkpoints, type TrainingState } from '@reprise/training';
import type { Locator, Page } from 'playwright-core';
import { scratchEnvironment, withScratchWorkspace } from '../testing/scratch-workspace';
import { describeInBrowser } from './testing/describe-in-browser';
import { expectAccessible } from './testing/expect-accessible';
import { serveFolder } from './testing/serve-folder';
import { watchPage } from './testing/watch-page';

/** More than the largest number of a process (proc_sys_kernel(5), pid_max). */
const NO_PROCESS = 2 ** 22 + 1;
const START = Date.now();

type Task = [id: string, state: string, start?: number, end?: number];

/** Replaces the record of a run, as tools/record-runs.js does. @returns its folder */
function record(root: string, pid: number, start: number, end: number | null, tasks: Task[]): string {
  const folder = join(root, '.reprise', 'runs', `${start}-${pid}`);
  mkdirSync(folder, { recursive: true });
  const written = tasks.map(([id, state, from = null, to = null]) => {
    const [model, , profile] = id.split(':');
    return { id, outputs: [`artifacts/${profile}/${model}/seed-1`], state, start: from, end: to };
  });
  const run = { schema: 1, pid, process_start: null, command: 'nx run runner:all', start, end, tasks: written };
  writeFileSync(join(folder, 'run.json.new'), JSON.stringify(run));
  renameSync(join(folder, 'run.json.new'), join(folder, 'run.json'));
  return folder;
}

/** Writes the checkpoint of a LeNet after some epochs. */
async function writeCheckpoint(root: string, losses: number[]): Promise<void> {
  const rising = losses.map((loss) => 1 - loss);
  const state: TrainingState = {
    epoch: losses.length,
    history: {
      loss: losses,
      loss_without_regularizer: losses,
      val_loss: losses,
      val_loss_without_regularizer: losses,
      acc: rising,
      val_acc: rising,
    },
    seconds: losses.map(() => 2),
    values: [],
    histograms: {},
  };
  const file = join(root, '.reprise/checkpoints/lenet-full-seed-1-0123456789abcdef-round-1.bin');
  const callback = checkpoints(file);
  await callback.onEpochEnd!(state);
  await callback.onTrainEnd!();
}

/** Starts `reprise watch` in a copy of the repository. */
async function watch(root: string, port = 0): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['apps/runner/bin/reprise.js', 'watch', '--port', String(port)], {
    cwd: root,
    env: scratchEnvironment(root),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: /http:\S+/.exec(line.toString())![0] };
}

describeInBrowser('the view of runs', (browser) => {
  jest.setTimeout(120_000);

  let root: string;
  let release: () => void;
  let held: Promise<void>;
  let server: { child: ChildProcess; url: string };
  let page: Page;
  let wrong: string[];

  beforeAll(async () => {
    await new Promise<void>((ready) => {
      held = withScratchWorkspace((copy) => {
        root = copy;
        ready();
        return new Promise<void>((resolve) => (release = resolve));
      });
    });
    server = await watch(root);
    page = await (await browser().newContext({ viewport: { width: 1100, height: 900 } })).newPage();
    wrong = watchPage(page, server.url);
    await page.goto(server.url);
  });
  afterAll(async () => {
    await page?.context().close();
    server?.child.kill();
    release();
    await held;
  });

  const row = (task: string): Locator => page.locator('.queue tbody tr').filter({ hasText: task });
  const shows = (text: string | RegExp, within: Locator | Page = page): Promise<void> =>
    within.getByText(text).first().waitFor();

  test('without a run, says how to start one', () => shows('No run is recorded yet.'));

  test('a run appears: its tasks, what came from the cache, and the log as it is written', async () => {
    const tasks: Task[] = [
      ['data:urls:full', 'cached', START + 1, START + 2],
      ['lenet:train:full', 'running', START + 3],
      ['page:build:full', 'waiting'],
    ];
    const folder = record(root, process.pid, START, null, tasks);
    await shows('1 of 3 tasks have ended, 1 of them from the cache');
    await shows('from the cache', row('data:urls:full'));
    await shows('running', row('lenet:train:full'));
    await shows('waiting', row('page:build:full'));

    const log = page.locator('#log');
    appendFileSync(
      join(folder, '1.log'),
      'lenet epoch 1/10  50 %\r<img src=x onerror=alert(1)> \u001b[31mred\u001b[0m\n',
    );
    await shows('<img src=x onerror=alert(1)> red', log);
    expect(await log.locator('*').count()).toBe(0);
    appendFileSync(join(folder, '1.log'), 'lenet epoch 2/10  10 %\n');
    await shows('lenet epoch 2/10  10 %', log);
    await shows('lenet epoch 2/10  10 %', row('lenet:train:full'));
  });

  test('the curves of what trains grow over the notebook’s', async () => {
    await shows('LeNet: no epoch is complete yet');
    const loss = page.getByRole('slider', { name: 'Loss: epoch' });
    // The notebook's first loss, in its printed log.
    const told = (text: string): Promise<void> => page.locator(`[role=slider][aria-valuetext*="${text}"]`).waitFor();
    await loss.focus();
    await page.keyboard.press('Home');
    await told('Epoch 1: loss, notebook 0.6051');

    await writeCheckpoint(root, [0.75]);
    await shows('LeNet: 1 epoch complete, 2.0 s each');
    await writeCheckpoint(root, [0.75, 0.5]);
    await shows('LeNet: 2 epochs complete, 2.0 s each');
    await page.keyboard.press('ArrowRight');
    await told('Epoch 2: loss, ours 0.5000; val_loss, ours 0.5000; loss, notebook 0.4133');
    await page.getByText('As a table').first().click();
    expect(await page.locator('.curves-table').first().locator('tbody tr').nth(1).innerText()).toMatch(
      /^2\s+0\.5000\s+0\.5000\s+0\.4133/,
    );
  });

  test('is accessible, in light, dark and on a narrow screen', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectAccessible(page);
    }
    await page.setViewportSize({ width: 320, height: 700 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(320);
    await expectAccessible(page);
    await page.setViewportSize({ width: 1100, height: 900 });
  });

  test('a second run is shown, and the first can be chosen: the address keeps the choice', async () => {
    record(root, process.pid, START + 1000, null, [['lenet:train:full', 'running', START + 1001]]);
    await shows('0 of 1 tasks have ended');
    await page.getByRole('list', { name: 'Runs' }).getByRole('button').nth(1).click();
    await shows('1 of 3 tasks have ended');
    await page.getByRole('button', { name: 'page:build:full' }).click();
    await shows('Nothing is printed yet.');
    expect(new URL(page.url()).hash).toBe(`#watch?run=${START}-${process.pid}&task=${START}-${process.pid}-2`);
    await page.reload();
    await shows('Nothing is printed yet.');
    await shows('1 of 3 tasks have ended');
  });

  test('a killed run is stopped, beside one that goes on', async () => {
    record(root, NO_PROCESS, START + 2000, null, [
      ['data:urls:full', 'done', START + 2001, START + 3001],
      ['lenet:train:full', 'running', START + 3002],
      ['page:build:full', 'waiting'],
    ]);
    const runs = page.getByRole('list', { name: 'Runs' }).getByRole('button');
    await runs.filter({ hasText: 'stopped' }).click();
    await shows('1.0 s', row('data:urls:full'));
    await shows('stopped', row('lenet:train:full'));
    await shows('not run', row('page:build:full'));
    expect(await runs.filter({ hasText: 'running' }).count()).toBe(2);
  });

  test('what it showed stays when the server ends, and it goes on with the next', async () => {
    // Reloading the page ends requests.
    expect(wrong.filter((line) => !line.includes('ERR_ABORTED'))).toEqual([]);
    wrong.length = 0;
    server.child.kill();
    await once(server.child, 'exit');
    await shows('The server does not answer; this was the state before.');
    await shows('1 of 3 tasks have ended');
    server = await watch(root, Number(new URL(server.url).port));
    await page.getByText('The server does not answer').waitFor({ state: 'detached' });
    await shows('1 of 3 tasks have ended');
    // Requests failed meanwhile, and nothing else went wrong.
    expect(
      wrong.filter((line) => !/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/.test(line)),
    ).toEqual([]);
  });

  test('on another server, says how to see runs', async () => {
    const address = server.url.replace('#watch', '');
    const files = ['index.html', 'page.js', 'style.css', 'page.json', 'manifest.json'];
    const { sha256 } = (await (await fetch(`${address}manifest.json`)).json()) as { sha256: object };
    const folder = join(root, 'static');
    for (const file of new Set([...files, ...Object.keys(sha256)])) {
      mkdirSync(join(folder, file, '..'), { recursive: true });
      writeFileSync(join(folder, file), Buffer.from(await (await fetch(`${address}${file}`)).arrayBuffer()));
    }
    const { origin, close } = await serveFolder(folder);
    await page.goto(`${origin}/#watch`);
    await shows('This page was not served with runs.');
    await close();
  });
});
