import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { inTempFolder } from '@reprise/base';
import { listen } from '../serve/listen';
import { cacheHandler } from './cache-handler';

const TOKEN = { Authorization: 'Bearer a token' };

interface Cache {
  folder: string;
  port: number;
  /** The status of a response. */
  ask(method: string, path: string, headers?: Record<string, string>, body?: string): Promise<number>;
  /** Names of the stored records. */
  records(): string[];
}

const serving = (work: (cache: Cache) => Promise<void>): Promise<void> =>
  inTempFolder(async (parent) => {
    const folder = join(parent, 'cache');
    // Left by a server that was killed during an upload.
    mkdirSync(join(folder, 'incoming'), { recursive: true });
    writeFileSync(join(folder, 'incoming', '0'), 'half');
    const { url, close } = await listen(cacheHandler(folder, 'a token'), { host: '127.0.0.1', port: 0 });
    const ask: Cache['ask'] = async (method, path, headers, body) => {
      const response = await fetch(`${url}v1/cache/${path}`, { method, headers, body });
      await response.arrayBuffer();
      return response.status;
    };
    const records = (): string[] =>
      readdirSync(folder, { recursive: true })
        .map(String)
        .filter((name) => name !== 'incoming');
    try {
      expect(records()).toEqual([]);
      await work({ folder, port: Number(new URL(url).port), ask, records });
    } finally {
      await close();
    }
  });

test('reads are open, writes need the token, and a record is never replaced', () =>
  serving(async ({ folder, ask, records }) => {
    expect(await ask('GET', '123')).toBe(404);
    expect(await ask('PUT', '123', {}, 'forged')).toBe(401);
    expect(await ask('PUT', '123', { Authorization: 'Bearer another' }, 'forged')).toBe(403);
    expect(records()).toEqual([]);
    expect(await ask('PUT', '123', TOKEN, 'result')).toBe(200);
    expect(await ask('PUT', '123', TOKEN, 'another')).toBe(409);
    expect(await ask('GET', '123')).toBe(200);
    expect(records()).toEqual(['123']);
    expect(readFileSync(join(folder, '123'), 'utf8')).toBe('result');
  }));

test('other paths and methods are refused', () =>
  serving(async ({ ask, records }) => {
    expect(await ask('PUT', '..%2Fescaped', TOKEN, 'x')).toBe(404);
    expect(await ask('PUT', 'incoming%2F1', TOKEN, 'x')).toBe(404);
    expect(await ask('GET', '')).toBe(404);
    expect(await ask('DELETE', '123', TOKEN)).toBe(405);
    expect(records()).toEqual([]);
  }));

test('an interrupted upload leaves nothing and can be repeated', () =>
  serving(async ({ port, ask, records }) => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      'PUT /v1/cache/123 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer a token\r\nContent-Length: 9\r\n\r\nhalf',
    );
    const deadline = Date.now() + 5000;
    while (records().length === 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    socket.destroy();
    while (records().length > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(records()).toEqual([]);
    expect(await ask('PUT', '123', TOKEN, 'result')).toBe(200);
  }));

test('of eight concurrent uploads of one record, one is stored whole', () =>
  serving(async ({ folder, ask }) => {
    const body = (n: number): string => String(n).repeat(200_000);
    const statuses = await Promise.all([...Array(8).keys()].map((n) => ask('PUT', '123', TOKEN, body(n))));
    expect(statuses.sort()).toEqual([200, ...Array<number>(7).fill(409)]);
    const stored = readFileSync(join(folder, '123'), 'utf8');
    expect(stored).toBe(body(Number(stored[0])));
  }));
