import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '@reprise/base';

jest.setTimeout(120_000);

/** What an example prints of a training on few rows. */
async function run(name: string, rows: number): Promise<string> {
  const root = repositoryRoot();
  const tsNode = join(root, 'node_modules', 'ts-node', 'dist', 'bin.js');
  const file = join('examples', `${name}.ts`);
  const { stdout } = await promisify(execFile)(process.execPath, [tsNode, file, String(rows)], { cwd: root });
  return stdout;
}

const figure = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1]);

test('the classifier of images is far above guessing one of ten', async () => {
  expect(figure(await run('image-classifier', 1920), /^test accuracy ([\d.]+)$/m)).toBeGreaterThan(0.5);
});

test('the forecast is better than repeating the last hour', async () => {
  const said = await run('time-series', 1600);
  const [, ours, repeating] = /^mean error ([\d.]+), of repeating the last hour ([\d.]+)$/m.exec(said) ?? [];
  expect(Number(ours)).toBeLessThan(Number(repeating));
});

test('sentences are told apart, negated ones too: half of them are, so counting words gets half', async () => {
  expect(figure(await run('text-sentiment', 1600), /^test accuracy ([\d.]+)$/m)).toBeGreaterThan(0.9);
});

test('the loss of the variational autoencoder falls', async () => {
  const [first, ...rest] = (/^loss (.*)$/m.exec(await run('variational-autoencoder', 1280))?.[1] ?? '')
    .split(', ')
    .map(Number);
  expect(rest).toHaveLength(4);
  expect(rest[3]).toBeLessThan(0.8 * first);
});
