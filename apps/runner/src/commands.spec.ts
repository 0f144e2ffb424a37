// The commands, end to end: training, a crash during it, classifying, bad input.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, inTempFolder } from '@reprise/base';
import { RunRecord } from '@reprise/records';
import { reprise, run, start } from './testing/command';

/** A seed of this test's own. */
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
const OURS = ['--profile', 'quick', '--seed', String(SEED)];

const manifest = (model: string): string => readFileSync(join(folder(model), 'manifest.json'), 'utf8');

jest.setTimeout(180_000);
afterAll(() => [...MODELS, ...VARIANTS].forEach((model) => rmSync(folder(model), { recursive: true, force: true })));

test('a training that was stopped and then killed resumes from its checkpoint and writes identical files', async () => {
  expect(await run(train('birnn'))).toMatchObject({ code: 0 });
  const undisturbed = manifest('birnn');
  const record = RunRecord.parse(JSON.parse(readFileSync(join(folder('birnn'), 'run.json'), 'utf8')));
  expect(record).toMatchObject({ model: 'birnn', seed: SEED, slice: true, epochs_run: 2 });
  rmSync(folder('birnn'), { recursive: true });

  // The checkpoint is written right after the line on the epoch; the second epoch has begun when its first figures come.
  const stopped = start(train('birnn'));
  await stopped.says('birnn epoch 2/2');
  stopped.child.kill('SIGINT');
  expect(await stopped.ended).toMatchObject({ code: 130, stdout: '' });
  expect(stopped.stderr.trim().split('\n').at(-1)).toBe(
    'birnn: stopped after epoch 1 of 2; run the same command again to continue from there',
  );

  const killed = start(train('birnn'));
  await killed.says('birnn epoch 2/2');
  killed.child.kill('SIGKILL');
  expect(await killed.ended).toMatchObject({ code: -1 });
  expect(readdirSync(artifactsDir('quick', 'birnn')).filter((name) => name.includes(String(SEED)))).toEqual([]);

  const resumed = await run(train('birnn'));
  expect(resumed).toMatchObject({ code: 0 });
  expect(resumed.stderr).toContain('continuing after epoch');
  expect(manifest('birnn')).toBe(undisturbed);
});

const record = (name: string): RunRecord =>
  RunRecord.parse(JSON.parse(readFileSync(join(folder(name), 'run.json'), 'utf8')));

test('a second round continues the first, which is the model’s own training', async () => {
  expect(await run(train('birnn-two-rounds'))).toMatchObject({ code: 0 });
  const { earlier_rounds: earlier, history } = record('birnn-two-rounds');
  expect(earlier).toEqual([{ history: record('birnn').history, epochs_run: 2, stopped_early: false }]);
  expect(history.loss[0]).toBeLessThan(record('birnn').history.loss[1]);
});

test('the validation part is excluded from training, and is what training monitors', async () => {
  expect(await run(train('birnn-validation'))).toMatchObject({ code: 0 });
  const { config, final, history } = record('birnn-validation');
  expect(config).toMatchObject({ train_rows: 3600, validation_rows: 400, test_rows: 1000 });
  expect(final.validation?.loss).toBe(history.val_loss[1]);
  expect(final.test.loss).not.toBe(final.validation?.loss);
});

describe('classify', () => {
  const classify = (...args: string[]): string[] => reprise('classify', ...OURS, ...args);
  const URLS = ['.btscene2.com', 'www.yahoo.com', '#a b'];

  beforeAll(async () => expect(await run(train('cnn-lstm'))).toMatchObject({ code: 0 }));

  test('returns the verdicts that the run saved', async () => {
    const { code, stdout, stderr } = await run(classify('--json', ...URLS.slice(0, 2)));
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('mean nothing') });
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.length).toBe(2);
    for (const model of MODELS) {
      const saved = JSON.parse(readFileSync(join(folder(model), 'singles.json'), 'utf8'));
      rows.forEach((row, i) => {
        expect(row[model]).toEqual({ ...saved[i], probability: expect.closeTo(saved[i].probability, 5) });
      });
    }
  });

  test('reads URLs from arguments, a file or standard input, and prints no colours to a pipe', () =>
    inTempFolder(async (temporary) => {
      const file = join(temporary, 'urls.txt');
      writeFileSync(file, URLS.join('\r\n'));
      const { code, stdout } = await run(classify(...URLS), '', { env: { CI: 'true' } });
      expect(code).toBe(0);
      expect(stdout.split('\n').map((line) => line.replace(/(malicious|benign) \([\d.]+\)$/, 'V'))).toEqual([
        ...URLS.flatMap((url) => MODELS.map((model) => `${url}  ${model}: V`)),
        '',
      ]);
      expect(await run(classify('--file', file))).toMatchObject({ code: 0, stdout });
      expect(await run(classify('--file', '-'), `${URLS.join('\n')}\n`)).toMatchObject({ code: 0, stdout });
      expect(await run(classify(), URLS.join('\n'))).toMatchObject({ code: 0, stdout });
    }));

  test('--explain adds parts that make up the logit, and how often the model is wrong about such URLs', async () => {
    const { code, stdout } = await run(classify('--json', '--explain', ...URLS));
    expect(code).toBe(0);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const model of MODELS)
      rows.forEach(({ [model]: { probability, why } }, i) => {
        const parts: { text: string; contribution: number }[] = why.parts;
        expect(parts.map(({ text }) => text).join('')).toBe(URLS[i]);
        expect(parts.reduce((sum, { contribution }) => sum + contribution, why.baseline)).toBeCloseTo(why.logit, 9);
        // The model's own output.
        expect(1 / (1 + Math.exp(-why.logit))).toBeCloseTo(probability, 5);
        expect(why.like).toMatchObject({
          dots: [2, 2, 0][i],
          lengths: [
            [13, 17],
            [13, 17],
            [0, 12],
          ][i],
        });
      });
    const lines = (await run(classify('--explain', '--model', 'birnn', URLS[0]))).stdout.split('\n');
    expect(
      lines.map((line) =>
        line
          .replace(/[\d,.]+/g, 'N')
          .replace(/ +/g, ' ')
          .slice(0, 30),
      ),
    ).toEqual([
      expect.stringMatching('^Nbtscene'),
      expect.stringMatching(/^ the empty URL [+-]N$/),
      expect.stringMatching(/^ Nbtscene. [+-]N$/),
      expect.stringMatching(/^ Ncom [+-]N$/),
      expect.stringMatching(/^ sum: the logit/),
      ' It has N dots: the rule “mali',
      ' Of the test rows with N dots ',
      '',
    ]);
  });

  test('answers before its input ends, in order, and stops at Ctrl+C', async () => {
    const running = start(classify('--json'));
    for (const url of URLS) {
      running.child.stdin?.write(`${url}\n`);
      await running.says(JSON.stringify(url));
    }
    running.child.kill('SIGINT');
    const { code, stdout, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).birnn.url),
    ).toEqual(URLS);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('ends quietly when its reader closes the pipe', async () => {
    const running = start(classify());
    running.child.stdout?.once('data', () => running.child.stdout?.destroy());
    const more = setInterval(() => running.child.stdin?.write('a.com\n'), 20);
    const { code, stderr } = await running.ended;
    clearInterval(more);
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/EPIPE|^\s+at /m);
  });

  test('answers the lines before a refused one, and names that line', async () => {
    const { code, stdout, stderr } = await run(classify('--json'), 'a.com\n\nb.com\n');
    expect({ code, lines: stdout.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(stderr).toContain('standard input, line 2: expected URLs, found an empty one.');
  });

  test('ends at a refused line, even with open input', async () => {
    const running = start(classify());
    running.child.stdin?.write('\n');
    expect(await running.ended).toMatchObject({ code: 1, stderr: expect.stringContaining('line 1: expected URLs') });
  });

  test('refuses a model with a modified file', async () => {
    const file = join(folder('birnn'), 'predictions.npy');
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.concat([bytes.subarray(0, -1), Buffer.of(bytes[bytes.length - 1] ^ 1)]));
    const ended = await run(classify('a.com'));
    const other = await run(classify('--model', 'cnn-lstm', '--json', 'a.com'));
    writeFileSync(file, bytes);
    // --model reads no other model.
    expect({ code: other.code, models: Object.keys(JSON.parse(other.stdout)) }).toEqual({
      code: 0,
      models: ['cnn-lstm'],
    });
    expect(ended).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/predictions\.npy: expected sha256 .* found/),
    });
  });
});

test('verify without results says what to run', async () => {
  const ended = await run(reprise('verify', '--seed', '123456'));
  expect(ended).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/seed 123456: expected trainings, found none/),
  });
});

test('verify with a wrong option exits with 2, too', async () => {
  const ended = await run(reprise('verify', '--profile', 'half'));
  expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/full, quick/) });
});

test.each([
  [text('bi-rnn'), /`allExperiments` of the package’s index.ts has birnn, cnn-lstm/],
  [text('birnn', '--seed=x'), /--seed.*Expected a whole number/],
  [text('birnn', '--profile=fast'), /--profile.*full, quick/],
  [text('birnn', '--epochs=3'), /unknown option '--epochs=3'/],
  [reprise('clasify'), /unknown command 'clasify'\s+\(Did you mean classify\?\)/],
  [reprise('train', 'lent'), /'lent' is invalid for argument 'model'\. Allowed choices are .*lenet, /],
  [reprise('train'), /missing required argument 'model'/],
  [reprise('train', 'lenet', '--profile=half'), /--profile.*full, quick/],
  [
    reprise('fetch', 'fashion_mnist'),
    /'fashion_mnist' is invalid for argument 'set'\. Allowed choices are fashion-mnist, /,
  ],
  [reprise('serve', '--port=80a'), /--port.*Expected a whole number from 0/],
  [reprise('watch', '--port=x'), /--port.*Expected a whole number from 0/],
  [reprise('watch', '--host=0.0.0.0'), /unknown option '--host=0\.0\.0\.0'/],
  [reprise('all', '--watch=65536'), /--watch.*Expected a whole number from 0/],
  [reprise('serve', '--seed=123456'), /page.seed-123456.*Run `npx nx run page:build:full --seed=123456` first/],
  [reprise('serve', '--host', ''), /--host.*Expected an address of this machine/],
  [reprise('classify'), /standard input: expected URLs, found none/],
  [reprise('classify', '--file', 'no/such.txt'), /no\/such\.txt: expected a file with one URL per line, found no file/],
  [reprise('classify', '--file', 'a.txt', 'b.com'), /expected URLs either as arguments or in a file, found both/],
  [reprise('classify', '', '--profile', 'quick'), /expected URLs, found an empty one/],
  [reprise('classify', 'a.com', '--model', 'lenet'), /--model.*'lenet' is invalid.*birnn, cnn-lstm/],
  [reprise('classify', 'a\fb.com'), /expected characters that the models know, found a form feed/],
  [
    reprise('classify', 'a.com', '--seed', '123456'),
    /seed-123456.*Run `npx nx run text:birnn:full --seed=123456` first/,
  ],
])('%j ends with one clear error', async (args, message) => {
  const { code, stdout, stderr } = await run(args);
  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test.each(['doctor', 'fetch', 'train', 'all', 'verify', 'classify', 'report', 'serve', 'watch'])(
  '%s --help prints an example and the exit statuses to standard output',
  async (command) => {
    const { code, stdout, stderr } = await run(reprise(command, '--help'));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`Examples?:\n  npx reprise ${command}`));
    expect(stdout).toMatch(/Exit status: 0 .*, 1 /);
  },
);
