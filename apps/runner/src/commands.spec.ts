// The commands that people type, run as they run: training, a crash in the middle of it, classifying, bad input.
import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, repositoryRoot } from '@reprise/data';
import { RunRecord } from '@reprise/engine/records';

/** A seed that nobody else uses here, so that the folders are this test's own. */
const SEED = 990;
const MODELS = ['birnn', 'cnn-lstm'];
const VARIANTS = ['birnn-two-rounds', 'birnn-validation'];
const folder = (model: string): string => artifactsDir('quick', model, `seed-${SEED}`);
const text = (...args: string[]): string[] => [
  'node_modules/ts-node/dist/bin.js',
  'packages/text/src/main.ts',
  ...args,
];
const train = (model: string): string[] => text(model, '--profile=quick', `--seed=${SEED}`);
const reprise = (...args: string[]): string[] => ['apps/runner/bin/reprise.js', ...args];

interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

const run = (args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: repositoryRoot() }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr }),
    );
  });

/** Starts a training and kills it once it has said `line`. */
const killAfter = (args: string[], line: string): Promise<NodeJS.Signals | null> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: repositoryRoot(), stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(line)) child.kill('SIGKILL');
    });
    child.on('exit', (_, signal) => resolve(signal));
  });

const manifest = (model: string): string => readFileSync(join(folder(model), 'manifest.json'), 'utf8');

jest.setTimeout(180_000);
afterAll(() => [...MODELS, ...VARIANTS].forEach((model) => rmSync(folder(model), { recursive: true, force: true })));

test('a training that was killed goes on from its checkpoint and ends with the same files', async () => {
  expect(await run(train('birnn'))).toMatchObject({ code: 0 });
  const undisturbed = manifest('birnn');
  const record = RunRecord.parse(JSON.parse(readFileSync(join(folder('birnn'), 'run.json'), 'utf8')));
  expect(record).toMatchObject({ model: 'birnn', seed: SEED, slice: true, epochs_run: 2 });
  rmSync(folder('birnn'), { recursive: true });

  // The checkpoint is written right after the line on the epoch; the second epoch has begun when its first figures come.
  expect(await killAfter(train('birnn'), 'birnn epoch 2/2')).toBe('SIGKILL');
  expect(existsSync(folder('birnn'))).toBe(false);
  const resumed = await run(train('birnn'));
  expect(resumed).toMatchObject({ code: 0 });
  expect(resumed.stderr).toContain('going on after epoch');
  expect(manifest('birnn')).toBe(undisturbed);
});

const record = (name: string): RunRecord =>
  RunRecord.parse(JSON.parse(readFileSync(join(folder(name), 'run.json'), 'utf8')));

test('a second round goes on from the first, which is the model’s own training', async () => {
  expect(await run(train('birnn-two-rounds'))).toMatchObject({ code: 0 });
  const { earlier_rounds: earlier, history } = record('birnn-two-rounds');
  expect(earlier).toEqual([{ history: record('birnn').history, epochs_run: 2, stopped_early: false }]);
  expect(history.loss[0]).toBeLessThan(record('birnn').history.loss[1]);
});

test('a validation part is kept from training, and is what training watches', async () => {
  expect(await run(train('birnn-validation'))).toMatchObject({ code: 0 });
  const { config, final, history } = record('birnn-validation');
  expect(config).toMatchObject({ train_rows: 3600, validation_rows: 400, test_rows: 1000 });
  expect(final.validation?.loss).toBe(history.val_loss[1]);
  expect(final.test.loss).not.toBe(final.validation?.loss);
});

test('classify gives the verdicts that the run saved', async () => {
  expect(await run(train('cnn-lstm'))).toMatchObject({ code: 0 });
  const options = ['--profile', 'quick', '--seed', String(SEED), '--json'];
  const { code, stdout, stderr } = await run(reprise('classify', '.btscene2.com', 'www.yahoo.com', ...options));
  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('mean nothing') });
  const rows = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  for (const model of MODELS) {
    const saved = JSON.parse(readFileSync(join(folder(model), 'singles.json'), 'utf8'));
    rows.forEach((row, i) => {
      expect(row[model]).toEqual({ ...saved[i], probability: expect.closeTo(saved[i].probability, 5) });
    });
  }
});

test('classify refuses a model whose file was changed', async () => {
  const file = join(folder('birnn'), 'predictions.npy');
  const bytes = readFileSync(file);
  writeFileSync(file, Buffer.concat([bytes.subarray(0, -1), Buffer.of(bytes[bytes.length - 1] ^ 1)]));
  const ended = await run(reprise('classify', 'a.com', '--profile', 'quick', '--seed', String(SEED)));
  writeFileSync(file, bytes);
  expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/predictions\.npy: expected sha256 .* found/) });
});

test('verify cannot judge what was not run, and says what to run', async () => {
  const ended = await run(reprise('verify', '--seed', '123456'));
  expect(ended).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/claims.seed-123456.*eval:claims:full/),
  });
});

test('verify with a wrong option judges nothing either', async () => {
  const ended = await run(reprise('verify', '--profile', 'half'));
  expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/full, quick, sweep/) });
});

test.each([
  [text('bi-rnn'), /Allowed choices are birnn, cnn-lstm/],
  [text('birnn', '--seed=x'), /--seed.*Expected a whole number/],
  [text('birnn', '--profile=fast'), /--profile.*full, quick/],
  [text('birnn', '--epochs=3'), /unknown option '--epochs=3'/],
  [reprise('clasify'), /unknown command 'clasify'/],
  [reprise('classify'), /missing required argument 'url'/],
  [reprise('classify', '', '--profile', 'quick'), /expected URLs, found an empty one/],
  [reprise('classify', 'a\fb.com'), /expected characters that the models know, found a form feed/],
  [reprise('classify', 'a.com', '--seed', '123456'), /seed-123456.*Run `npx nx run text:birnn` first/],
])('%j ends with one clear error', async (args, message) => {
  const { code, stdout, stderr } = await run(args);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});
