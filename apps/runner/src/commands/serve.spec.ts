import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { artifactsDir, writeFolder } from '@reprise/base';
import { reprise, run, start } from '../testing/command';

/** A seed of this test's own. */
const SEED = 989;
const folder = artifactsDir('quick', 'page', `seed-${SEED}`);
const serve = (...args: string[]): string[] =>
  reprise('serve', '--profile', 'quick', '--seed', String(SEED), '--port', '0', ...args);

beforeAll(() =>
  writeFolder(folder, 'page:build', async (draft) => {
    mkdirSync(join(draft, 'models'));
    writeFileSync(join(draft, 'index.html'), '<h1>Reprise</h1>');
    writeFileSync(join(draft, 'models', 'weights.bin'), 'weights');
  }),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(['SIGINT', 'SIGTERM'] as const)('serves the page until %s, even with an open connection', async (signal) => {
  const running = start(serve());
  await running.says('\n');
  const url = /^Serving the page at (http:\/\/127\.0\.0\.1:[1-9]\d*\/) \(press Ctrl\+C to stop\)\n$/.exec(
    running.stdout,
  )?.[1];
  const agent = new Agent({ keepAlive: true });
  const status = await new Promise((resolve, reject) =>
    get(`${url}models/weights.bin`, { agent }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    }).on('error', reject),
  );
  expect(status).toBe(200);
  const before = Date.now();
  running.child.kill(signal);
  expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
  expect(Date.now() - before).toBeLessThan(1000);
  agent.destroy();
});

test('warns when other machines can reach it', async () => {
  const running = start(serve('--host', '0.0.0.0'));
  await running.says('Ctrl+C to stop');
  running.child.kill('SIGTERM');
  expect(await running.ended).toMatchObject({
    code: 0,
    stderr: 'Other machines can reach this server, since it listens on 0.0.0.0.\n',
  });
});

test('refuses a page with a modified file', async () => {
  const file = join(folder, 'index.html');
  writeFileSync(file, '<h1>Other</h1>');
  const ended = await run(serve());
  writeFileSync(file, '<h1>Reprise</h1>');
  expect(ended).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/index\.html: expected sha256 .* found .*npx nx run page:build:quick/),
  });
});
