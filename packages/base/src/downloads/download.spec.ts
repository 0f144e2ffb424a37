import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDigest, digest, fileDigest } from '../files/digest';
import { type Download, download, type DownloadOptions } from './download';
import { Problem } from '../errors/problem';

// 300 kB: more than one chunk, and more than sockets buffer.
const BODY = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff));
const SHA256 = digest(BODY);
const HALF = 150_000;

type Handler = (request: IncomingMessage, response: ServerResponse, nth: number) => void;
let folder: string;
let server: Server;
let handler: Handler;
let ranges: (string | undefined)[];

beforeEach(async () => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined); // progress lines
  folder = mkdtempSync(join(tmpdir(), 'reprise-download-'));
  ranges = [];
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    handler(request, response, ranges.length);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const to = (): string => join(folder, 'x.bin');
const check = async (file: string): Promise<void> => checkDigest(file, await fileDigest(file), SHA256, 'Do.');
const get = (more: Partial<Download> = {}, options: DownloadOptions = {}): Promise<void> => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.bin`;
  const fast = { silence: 150, pause: 1, attempts: 3, givenUp: new Set<string>(), ...options };
  return download({ url, to: to(), atMost: 400_000, check, ...more }, fast);
};
const whole: Handler = (_, response) => response.writeHead(200, { 'content-length': BODY.length }).end(BODY);
const ranged: Handler = (request, response) => {
  const start = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (start === 0) return whole(request, response, 0);
  const headers = { 'content-range': `bytes ${start}-${BODY.length - 1}/${BODY.length}` };
  response.writeHead(206, { ...headers, 'content-length': BODY.length - start }).end(BODY.subarray(start));
};
/** Announces the whole file, sends half and breaks the connection or stays silent. */
const half =
  (then: 'break' | 'silence'): Handler =>
  (_, response) => {
    response.writeHead(200, { 'content-length': BODY.length });
    response.write(BODY.subarray(0, HALF), () => {
      if (then === 'break') setTimeout(() => response.destroy(), 20);
    });
  };
const expectWhole = (): void => {
  expect(digest(readFileSync(to()))).toBe(SHA256);
  expect(existsSync(`${to()}.part`)).toBe(false);
};
const expectProblem = async (work: Promise<void>, message: RegExp): Promise<void> => {
  const error: unknown = await work.catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(Problem);
  expect((error as Problem).message).toMatch(message);
  expect(existsSync(to())).toBe(false);
};

test('downloads and checks a file and names it last', async () => {
  handler = whole;
  await get();
  expectWhole();
  expect(ranges).toEqual([undefined]);
});

test('continues after what a killed process left', async () => {
  handler = ranged;
  writeFileSync(`${to()}.part`, BODY.subarray(0, HALF));
  await get();
  expectWhole();
  expect(ranges).toEqual([`bytes=${HALF}-`]);
});

test('keeps a part that is complete already', async () => {
  handler = (_, response) => response.writeHead(416).end();
  writeFileSync(`${to()}.part`, BODY);
  await get();
  expectWhole();
  expect(ranges).toEqual([`bytes=${BODY.length}-`]);
});

test('starts over if the server ignores the range', async () => {
  handler = whole;
  writeFileSync(`${to()}.part`, Buffer.alloc(HALF, 1));
  await get();
  expectWhole();
});

test('starts over if the rest belongs to another version of the file', async () => {
  handler = ranged;
  writeFileSync(`${to()}.part`, Buffer.alloc(HALF, 1)); // the old version's first half
  await get();
  expectWhole();
  expect(ranges).toEqual([`bytes=${HALF}-`, undefined]);
});

test('starts over if the part is longer than the file', async () => {
  handler = (request, response, nth) => (nth === 1 ? response.writeHead(416).end() : ranged(request, response, nth));
  writeFileSync(`${to()}.part`, Buffer.alloc(400_000));
  await get();
  expectWhole();
});

test('starts over if the server sends another range', async () => {
  handler = (request, response, nth) => {
    if (nth > 1) return ranged(request, response, nth);
    response.writeHead(206, { 'content-range': 'bytes 0-9/300000', 'content-length': 10 }).end(BODY.subarray(0, 10));
  };
  writeFileSync(`${to()}.part`, BODY.subarray(0, HALF));
  await get();
  expectWhole();
});

test('continues a broken transfer where it broke', async () => {
  handler = (...args) => (args[2] === 1 ? half('break') : ranged)(...args);
  await get();
  expectWhole();
  expect(ranges).toEqual([undefined, `bytes=${HALF}-`]);
});

test('retries a server that fails', async () => {
  handler = (request, response, nth) => (nth < 3 ? response.writeHead(500).end() : whole(request, response, nth));
  await get();
  expectWhole();
});

test('does not retry forever', async () => {
  handler = (_, response) => response.writeHead(500).end();
  await expectProblem(get(), /a complete file, found status 500, at each of 3 attempts/);
  expect(ranges.length).toBe(3);
});

test('keeps the part of a transfer that breaks each time', async () => {
  handler = (request, response, nth) => (nth === 1 ? half('break')(request, response, nth) : response.destroy());
  await expectProblem(get(), /broken transfer/);
  expect(readFileSync(`${to()}.part`).equals(BODY.subarray(0, HALF))).toBe(true);
});

test('gives up a silent host and does not ask it again', async () => {
  handler = () => undefined;
  const givenUp = new Set<string>();
  const started = performance.now();
  await expectProblem(get({}, { givenUp }), /a response, found silence for 0.15 s/);
  expect(performance.now() - started).toBeLessThan(2000);
  await expectProblem(get({}, { givenUp }), /was given up earlier in this run/);
  expect(ranges.length).toBe(1);
});

test('gives up a host that falls silent halfway, and keeps the half', async () => {
  handler = half('silence');
  const givenUp = new Set<string>();
  await expectProblem(get({}, { givenUp }), /silence for 0.15 s/);
  expect(givenUp.size).toBe(1);
  expect(readFileSync(`${to()}.part`).length).toBe(HALF);
});

test('is patient with a slow host that keeps sending', async () => {
  handler = (_, response) => {
    response.writeHead(200, { 'content-length': BODY.length });
    for (let i = 0; i < 6; i++) setTimeout(() => response.write(BODY.subarray(i * 50_000, (i + 1) * 50_000)), 60 * i);
  };
  await get(); // 300 ms in all, twice the limit
  expectWhole();
});

test('gives up a host that refuses the connection', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  await new Promise((resolve) => other.close(resolve));
  await expectProblem(get({ url: `http://127.0.0.1:${port}/x.bin` }), /ECONNREFUSED.*host not reachable/);
});

(existsSync('/dev/full') ? test : test.skip)('throws the error of a full disk, and asks once', async () => {
  handler = whole;
  symlinkSync('/dev/full', `${to()}.part`);
  await expect(get()).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(ranges.length).toBe(1);
});

test.each([
  ['a missing file', /status 200, found 404/, (r: ServerResponse) => r.writeHead(404).end()],
  ['a page', /HTML page/, (r: ServerResponse) => r.writeHead(200, { 'content-type': 'text/html' }).end('<html>')],
  ['a redirect loop', /a redirect loop/, (r: ServerResponse) => r.writeHead(302, { location: '/x.bin' }).end()],
])('fails at once on %s', async (_, message, answer) => {
  handler = (_request, response) => answer(response);
  await expectProblem(get({}, { silence: 5000 }), message);
  expect(existsSync(`${to()}.part`)).toBe(false);
});

test('refuses another file and leaves nothing of it', async () => {
  handler = (_, response) => response.end(Buffer.alloc(BODY.length));
  await expectProblem(get(), new RegExp(`digest ${SHA256}`));
  await expectProblem(get({ atMost: BODY.length - 1 }), /at most 299999 bytes, found/);
  expect(existsSync(`${to()}.part`)).toBe(false);
});
