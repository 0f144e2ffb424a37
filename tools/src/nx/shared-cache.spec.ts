// Two clones share a cache through its commands, and the cache fails in every way.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inTempFolder, repositoryRoot } from '@reprise/base';
import { scratchEnvironment, withScratchWorkspace } from '../testing/scratch-workspace';

const { guardSharedCache } = createRequire(__filename)('../../shared-cache.js') as {
  guardSharedCache(env: NodeJS.ProcessEnv, say?: (line: string) => void): Promise<Record<string, string> | undefined>;
};

const SERVER = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';
const TOKEN = { NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN: 'a token' };

jest.setTimeout(120_000);

interface Ended {
  code: number | null;
  said: string;
}

async function ended(child: ChildProcess): Promise<Ended> {
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}

/** `data:urls`, with the shared cache at `url`. */
const urls = (root: string, url: string, more: Record<string, string> = {}): Promise<Ended> =>
  ended(spawn('nx', ['run', 'data:urls'], { cwd: root, env: scratchEnvironment(root, { [SERVER]: url, ...more }) }));

const forget = (root: string): void =>
  ['.nx', 'artifacts'].forEach((name) => rmSync(join(root, name), { recursive: true, force: true }));

const made = (root: string): boolean => existsSync(join(root, 'artifacts', 'data', 'urls', 'manifest.json'));

/** `reprise cache` over `folder`, while `work` runs. */
async function withCache(folder: string, work: (url: string) => Promise<void>): Promise<void> {
  const args = ['apps/runner/bin/reprise.js', 'cache', '--folder', folder, '--port', '0'];
  const server = spawn(process.execPath, args, { cwd: repositoryRoot(), env: { ...process.env, ...TOKEN } });
  try {
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    await work(/http:\S+[^/\s]/.exec(line.toString())?.[0] ?? '');
  } finally {
    server.kill();
    await once(server, 'close');
  }
}

/** A server that misbehaves, while `work` runs. */
async function withServer(answer: RequestListener, work: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a result of one clone is a hit in the other; a damaged record is made anew', () =>
  inTempFolder((folder) =>
    withCache(folder, (url) =>
      withScratchWorkspace(async (first) => {
        const records = (): string[] => readdirSync(folder).filter((name) => name !== 'incoming');
        expect(await urls(first, url)).toMatchObject({
          code: 0,
          said: expect.stringContaining('refuses uploads'),
        });
        expect(records()).toEqual([]);
        forget(first);
        expect(await urls(first, url, TOKEN)).toMatchObject({ code: 0, said: expect.stringContaining('0/1 hit') });
        expect(records()).toHaveLength(1);

        await withScratchWorkspace(async (second) => {
          // Who only reads needs no token.
          const { code, said } = await urls(second, url);
          expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/\[remote cache\][^]*1\/1 hit/) });
          expect(said).not.toContain('shared cache');
          expect(made(second)).toBe(true);

          forget(second);
          writeFileSync(join(folder, records()[0]), 'damaged');
          expect(await urls(second, url)).toEqual({ code: 0, said: expect.stringMatching(/has a damaged record/) });
          expect(made(second)).toBe(true);
        });
      }),
    ),
  ));

test('`reprise` says that the server is down, and continues without it', () =>
  withScratchWorkspace(async (root) => {
    const env = scratchEnvironment(root, { [SERVER]: 'http://127.0.0.1:9' });
    const { code, said } = await ended(spawn('reprise', ['fetch', 'urls'], { cwd: root, env }));
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/ECONNREFUSED.*: continuing without it/) });
    expect(made(root)).toBe(true);
  }));

describe('the guard', () => {
  /** The responses to two downloads and two uploads of Nx, and the messages. */
  async function through(answer: RequestListener): Promise<{ got: number[]; said: string[] }> {
    const said: string[] = [];
    const got: number[] = [];
    await withServer(answer, async (url) => {
      const guard = await guardSharedCache({ [SERVER]: url }, (line) => said.push(line.replace(url, 'URL')));
      for (const method of ['GET', 'GET', 'PUT', 'PUT']) {
        const response = await fetch(`${guard?.[SERVER]}/v1/cache/1`, { method, body: method === 'PUT' ? 'x' : null });
        got.push(response.status);
      }
    });
    return { got, said };
  }
  const fails = (why: string): string => `The shared cache URL fails (${why}): continuing without it.`;

  test.each<[string, RequestListener, string[]]>([
    ['answers with errors', (_, response) => response.writeHead(500).end(), [fails('it answers 500')]],
    ['disconnects', (_, response) => response.destroy(), [fails('socket hang up')]],
    [
      'disconnects in the middle',
      (_, response) => response.write('half', () => response.destroy()),
      [fails('aborted')],
    ],
    [
      'is full',
      (request, response) => response.writeHead(request.method === 'GET' ? 404 : 507).end(),
      [fails('it answers 507')],
    ],
    [
      'refuses the token',
      (request, response) => response.writeHead(request.method === 'GET' ? 404 : 403).end(),
      [`The shared cache URL refuses uploads (403): set its ${Object.keys(TOKEN)[0]}.`],
    ],
    [
      'has the record already',
      (request, response) => response.writeHead(request.method === 'GET' ? 404 : 409).end(),
      [],
    ],
  ])('acts as an empty cache when the server %s, and says so once', async (_, answer, said) => {
    expect(await through(answer)).toEqual({ got: [404, 404, 200, 200], said });
  });

  test('refuses an invalid address, and does not start without one', async () => {
    await expect(guardSharedCache({ [SERVER]: 'cache.example' })).rejects.toThrow('Set http://HOST:PORT, or unset it');
    expect(await guardSharedCache({})).toBeUndefined();
  });
});
