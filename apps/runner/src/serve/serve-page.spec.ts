import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { Agent, get, request, type IncomingMessage } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTempFolder, repositoryRoot } from '@reprise/base';
import { isLoopback, type Served } from './listen';
import { reportReply } from './report-reply';
import { HEADERS, servePage } from './serve-page';

const SECRET = 'not for browsers';

/** Serves a small page and a report, next to a file that must not be served. */
const served = (
  work: (page: Served & { folder: string; report: string; port: number }) => Promise<void>,
): Promise<void> =>
  inTempFolder(async (parent) => {
    const folder = join(parent, 'page');
    mkdirSync(join(folder, 'models'), { recursive: true });
    writeFileSync(join(parent, 'secret.txt'), SECRET);
    writeFileSync(join(folder, 'index.html'), '<h1>Reprise</h1>');
    writeFileSync(join(folder, 'main.js'), 'export {};');
    writeFileSync(join(folder, 'models', 'weights.bin'), 'weights');
    // Not among the names.
    writeFileSync(join(folder, 'more.txt'), 'more');
    symlinkSync(join(folder, '..', 'secret.txt'), join(folder, 'models', 'link.txt'));
    const names = ['index.html', 'main.js', 'models/weights.bin', 'models/link.txt'];
    const report = join(parent, 'report');
    const repliers = new Map([['report.html', reportReply(report)]]);
    const page = await servePage(folder, names, { host: '127.0.0.1', port: 0 }, repliers);
    try {
      await work({ ...page, folder, report, port: Number(new URL(page.url).port) });
    } finally {
      await page.close();
    }
  });

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
}

/** One request with its path as given: `fetch` would normalize it. */
const ask = (port: number, path: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      response.on('error', reject);
    });
    asked.setTimeout(5000, () => asked.destroy(new Error('no answer')));
    asked.on('error', reject).end();
  });

/** The response to bytes that no client would send. */
const send = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let answer = '';
    const socket: Socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });

const lower = Object.fromEntries(Object.entries(HEADERS).map(([name, value]) => [name.toLowerCase(), value]));

test('serves the files of the folder with their types, and the headers with every response', () =>
  served(async ({ port }) => {
    const page = await ask(port, '/');
    expect(page).toMatchObject({ status: 200, body: '<h1>Reprise</h1>', headers: lower });
    expect(page.headers['content-type']).toBe('text/html;charset=utf-8');
    expect((await ask(port, '/main.js')).headers['content-type']).toBe('text/javascript');
    expect(await ask(port, '/models/weights.bin?x=1')).toMatchObject({ status: 200, body: 'weights', headers: lower });
    const again = { 'If-None-Match': String(page.headers['etag']) };
    expect(await ask(port, '/', 'GET', again)).toMatchObject({ status: 304, body: '', headers: lower });
    const missing = await ask(port, '/nothing');
    expect(missing).toMatchObject({ status: 404, body: 'Not found.\n', headers: lower });
    expect(missing.headers['content-type']).toBe('text/plain; charset=utf-8');
  }));

test('HEAD is GET without the body; other methods are refused', () =>
  served(async ({ port }) => {
    const { headers, ...head } = await ask(port, '/index.html', 'HEAD');
    expect(head).toEqual({ status: 200, body: '' });
    expect(headers).toMatchObject({ ...lower, 'content-length': '16' });
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])
      expect(await ask(port, '/', method)).toMatchObject({
        status: 405,
        body: 'GET and HEAD only.\n',
        headers: { ...lower, allow: 'GET, HEAD' },
      });
  }));

test('no path leads out of the folder', () =>
  served(async ({ port, folder }) => {
    for (const path of [
      '/../secret.txt',
      '/models/../../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/%2e%2e%2fsecret.txt',
      '/%252e%252e%252fsecret.txt',
      '/..\\secret.txt',
      '/..%5csecret.txt',
      '//secret.txt',
      `/${join(folder, '..', 'secret.txt')}`,
      `/${encodeURIComponent(join(folder, '..', 'secret.txt'))}`,
      '/index.html%00.txt',
      '/%00',
      '/%',
      '/%c0%ae%c0%ae/secret.txt',
      'http://127.0.0.1/../secret.txt',
    ]) {
      const { status, body } = await ask(port, path);
      expect({ path, status, body }).toEqual({ path, status: 404, body: 'Not found.\n' });
    }
    expect(await send(port, 'GET /\0secret.txt HTTP/1.1\r\nHost: a\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
  }));

test('later files and links are not served; a deleted file breaks one response, not the server', () =>
  served(async ({ port, folder }) => {
    symlinkSync(join(folder, '..', 'secret.txt'), join(folder, 'link.txt'));
    symlinkSync(join(folder, '..'), join(folder, 'out'));
    writeFileSync(join(folder, 'late.txt'), 'late');
    for (const path of ['/link.txt', '/out/secret.txt', '/late.txt', '/more.txt', '/models/link.txt', '/models'])
      expect(await ask(port, path)).toMatchObject({ status: 404 });
    rmSync(join(folder, 'main.js'));
    await expect(ask(port, '/main.js')).rejects.toThrow(/aborted|hang up/);
    expect(await ask(port, '/')).toMatchObject({ status: 200 });
  }));

test('the report is served once there is one, with its own policy, and nothing else of its folder', () =>
  served(async ({ port, report }) => {
    expect(await ask(port, '/report.html')).toMatchObject({ status: 404 });
    mkdirSync(report);
    for (const text of ['<h1>Report</h1>', '<h1>Another report</h1>']) {
      writeFileSync(join(report, 'report.html'), text);
      expect(await ask(port, '/report.html?live')).toMatchObject({
        status: 200,
        body: text,
        headers: { ...lower, 'content-security-policy': "frame-ancestors 'none'" },
      });
    }
    expect((await ask(port, '/report.html')).headers['content-type']).toBe('text/html; charset=utf-8');
    expect(await ask(port, '/report.html', 'HEAD')).toMatchObject({ status: 200, body: '' });
    writeFileSync(join(report, 'results.json'), SECRET);
    for (const path of ['/results.json', '/report', '/report/report.html', '/report.html/', '/x/../results.json'])
      expect(await ask(port, path)).toMatchObject({ status: 404 });
    rmSync(join(report, 'report.html'));
    symlinkSync(join(report, 'results.json'), join(report, 'report.html'));
    expect(await ask(port, '/report.html')).toMatchObject({ status: 404, headers: lower });
  }));

test('page.json names the report once there is one', () =>
  inTempFolder(async (folder) => {
    writeFileSync(join(folder, 'page.json'), '{}');
    writeFileSync(join(folder, 'index.html'), '');
    let exists = false;
    const options = { host: '127.0.0.1', port: 0 };
    const page = await servePage(folder, ['page.json', 'index.html'], options, new Map(), () => exists);
    const port = Number(new URL(page.url).port);
    const link = async (path: string): Promise<unknown> => (await ask(port, path)).headers.link;
    expect(await link('/page.json')).toBeUndefined();
    exists = true;
    expect(await link('/page.json')).toBe('<report.html>; rel="related"');
    expect(await link('/')).toBeUndefined();
    await page.close();
  }));

test('ranges are ignored, even malformed ones', () =>
  served(async ({ port }) => {
    for (const Range of ['bytes=5-2', 'bytes=99-', 'bytes=-1', 'lines=1'])
      expect(await ask(port, '/', 'GET', { Range })).toMatchObject({ status: 200, body: '<h1>Reprise</h1>' });
  }));

test('listens only on the given address', () =>
  served(async ({ port }) => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => address);
    for (const host of ['127.0.0.2', ...others])
      await expect(
        new Promise((resolve, reject) => connect(port, host, () => resolve('connected')).on('error', reject)),
      ).rejects.toThrow('ECONNREFUSED');
  }));

test('a port in use and an address of another machine throw a Problem', () =>
  inTempFolder(async (folder) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    await expect(servePage(folder, [], { host: '127.0.0.1', port })).rejects.toThrow(
      `127.0.0.1, port ${port}: expected a free port, found one in use. Pass another, or --port 0 for any free one.`,
    );
    await new Promise((resolve) => other.close(resolve));
    // An address for documentation, RFC 5737.
    await expect(servePage(folder, [], { host: '192.0.2.1', port: 0 })).rejects.toThrow(
      /expected an address of this machine/,
    );
  }));

test('closes at once, even with open connections', () =>
  served(async ({ port, url, close }) => {
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve) => get(url, { agent }, (response) => response.resume().on('end', resolve)));
    const idle = connect(port, '127.0.0.1');
    await new Promise((resolve) => idle.on('connect', resolve));
    const before = Date.now();
    await close();
    expect(Date.now() - before).toBeLessThan(1000);
    await expect(ask(port, '/')).rejects.toThrow('ECONNREFUSED');
    agent.destroy();
    idle.destroy();
  }));

test.each([
  ['127.0.0.1', true],
  ['127.1.2.3', true],
  ['::ffff:127.0.0.1', true],
  ['::1', true],
  ['0.0.0.0', false],
  ['::', false],
  ['192.168.1.7', false],
  ['127.0.0.1.example.com', false],
])('%s is loopback: %s', (host, expected) => expect(isLoopback(host)).toBe(expected));

test('a client that never reads is disconnected', () =>
  inTempFolder(async (folder) => {
    writeFileSync(join(folder, 'index.html'), Buffer.alloc(20_000_000)); // more than the system keeps for a reader
    const page = await servePage(folder, ['index.html'], { host: '127.0.0.1', port: 0, idleTimeout: 300 });
    const socket = connect(Number(new URL(page.url).port), '127.0.0.1', () =>
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'),
    );
    let got = 0;
    socket.on('error', () => undefined).pause();
    await sleep(1500);
    socket.on('data', (chunk) => (got += chunk.length)).resume();
    await once(socket, 'close');
    expect(got).toBeLessThan(20_000_000);
    await page.close();
  }));

test('abandoned requests leave no file open', () =>
  inTempFolder(async (folder) => {
    writeFileSync(join(folder, 'index.html'), Buffer.alloc(20_000_000));
    const page = await servePage(folder, ['index.html'], { host: '127.0.0.1', port: 0 });
    const open = (): number => readdirSync('/dev/fd').length;
    const before = open();
    for (let i = 0; i < 5; i++) {
      const socket = connect(Number(new URL(page.url).port), '127.0.0.1');
      socket.on('error', () => undefined).pause();
      socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(20));
      await sleep(200);
      socket.resetAndDestroy();
    }
    for (let i = 0; i < 50 && open() > before; i++) await sleep(50);
    expect(open()).toBeLessThanOrEqual(before);
    await page.close();
  }));

const policy = HEADERS['Content-Security-Policy'].split('; ');

test('the policy allows only the page’s own files, and no inline code', () => {
  expect(policy[0]).toBe("default-src 'none'");
  const sources = policy.flatMap((directive) => directive.split(' ').slice(1));
  expect(sources.filter((source) => !["'none'", "'self'", 'data:'].includes(source))).toEqual([]);
  expect(policy.filter((directive) => directive.includes('data:'))).toEqual(['img-src data:']);
  for (const directive of ['base-uri', 'form-action', 'frame-ancestors'])
    expect(policy).toContain(`${directive} 'none'`);
});

test('index.html has the same policy, for hosts that send no header', () => {
  const page = readFileSync(join(repositoryRoot(), 'apps/page/src/static/index.html'), 'utf8');
  const own = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1].split('; ');
  // Browsers ignore this one outside of a header.
  expect(own).toEqual(policy.filter((directive) => !directive.startsWith('frame-ancestors')));
});
