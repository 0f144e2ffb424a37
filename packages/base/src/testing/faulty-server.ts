import { type AddressInfo, createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** One request to a {@link Fault}. */
export interface FaultyRequest {
  socket: Socket;
  /** The file that a good server sends. */
  body: Buffer;
  /** The first byte of the requested range; 0 without one. */
  start: number;
  ranged: boolean;
  /** How many requests came for this path, including this one. */
  nth: number;
  /** The address of a good server, with a trailing slash, for redirects. */
  good: string;
  /** The requested path. */
  path: string;
}

/** How a server misbehaves, and the expected outcome: the file, a message that matches, or either. */
export interface Fault {
  name: string;
  answer(request: FaultyRequest): void;
  outcome: 'file' | 'either' | RegExp;
}

/** The head of a response with `Connection: close`. */
const head = (status: string, headers: Record<string, string | number> = {}): string =>
  `HTTP/1.1 ${status}\r\n${Object.entries({ Connection: 'close', ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;

const end = (
  socket: Socket,
  status: string,
  headers: Record<string, string | number>,
  body: Buffer | string = '',
): void => void socket.end(Buffer.concat([Buffer.from(head(status, headers)), Buffer.from(body)]));

/** The response of a good server, which supports ranges. */
function good({ socket, body, start, ranged }: FaultyRequest): void {
  const rest = body.subarray(start);
  const range = { 'Content-Range': `bytes ${start}-${body.length - 1}/${body.length}` };
  end(socket, ranged ? '206 Partial Content' : '200 OK', { 'Content-Length': rest.length, ...(ranged && range) }, rest);
}

/** Announces the whole file and sends the first half. */
const half = ({ socket, body }: FaultyRequest, then: () => void): void =>
  void socket.write(
    Buffer.concat([Buffer.from(head('200 OK', { 'Content-Length': body.length })), body.subarray(0, body.length / 2)]),
    // The bytes must arrive before the connection breaks.
    () => setTimeout(then, 20),
  );

/** A fault once, then a good server. */
const once = (answer: (request: FaultyRequest) => void) => (request: FaultyRequest) =>
  (request.nth === 1 ? answer : good)(request);

const status =
  (text: string, headers: Record<string, string | number> = {}) =>
  (request: FaultyRequest) =>
    end(request.socket, text, { 'Content-Length': 0, ...headers });

/** Sends `chunk` every `ms` until the client hangs up. */
function sendOn(socket: Socket, chunk: Buffer, ms: number): void {
  const timer = setInterval(() => {
    if (socket.destroyed) clearInterval(timer);
    else if (socket.writableLength === 0) socket.write(chunk);
  }, ms);
  socket.on('close', () => clearInterval(timer));
}

const otherBytes = (body: Buffer): Buffer => {
  const other = Buffer.from(body);
  other[body.length >> 1] ^= 1;
  return other;
};

/**
 * The faults of servers. The outcomes hold for a caller that knows the file's largest size and digest, allows a second of
 * silence and a pace of 1,000 bytes in 1.4 s, and makes three attempts.
 */
export const FAULTS: Fault[] = [
  { name: 'has no fault', answer: good, outcome: 'file' },
  {
    name: 'breaks off halfway, once',
    answer: once((request) => half(request, () => request.socket.destroy())),
    outcome: 'file',
  },
  {
    name: 'resets halfway, once',
    answer: once((request) => half(request, () => request.socket.resetAndDestroy())),
    outcome: 'file',
  },
  {
    name: 'breaks off after every sixth of the file, and supports ranges',
    answer: ({ socket, body, start, ranged }) => {
      const range = { 'Content-Range': `bytes ${start}-${body.length - 1}/${body.length}` };
      const headers = { 'Content-Length': body.length - start, ...(ranged && range) };
      const sixth = body.subarray(start, start + body.length / 6);
      socket.write(Buffer.concat([Buffer.from(head(ranged ? '206 Partial Content' : '200 OK', headers)), sixth]), () =>
        setTimeout(() => socket.destroy(), 20),
      );
    },
    outcome: 'file',
  },
  {
    name: 'breaks off halfway, each time',
    answer: (request) => half(request, () => request.socket.destroy()),
    outcome: /broken transfer/,
  },
  { name: 'stalls halfway', answer: (request) => half(request, () => undefined), outcome: /silence for/ },
  { name: 'sends nothing', answer: () => undefined, outcome: /silence for/ },
  {
    name: 'never ends its headers',
    answer: ({ socket }) => sendOn(socket, Buffer.from('HTTP/1.1 200 OK\r\n'), 1e6),
    outcome: /silence/,
  },
  {
    name: 'is slow but alive',
    answer: ({ socket, body }) => {
      socket.write(head('200 OK', { 'Content-Length': body.length }));
      for (let i = 0; i < 10; i++)
        setTimeout(() => socket.write(body.subarray((i * body.length) / 10, ((i + 1) * body.length) / 10)), 40 * i);
    },
    outcome: 'file',
  },
  {
    name: 'sends a byte every 20 ms',
    answer: ({ socket, body }) => {
      socket.write(head('200 OK', { 'Content-Length': body.length }));
      sendOn(socket, Buffer.of(1), 20);
    },
    outcome: /only \d+ bytes in/,
  },
  {
    name: 'sends headers slowly',
    answer: ({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      sendOn(socket, Buffer.from('a: b\r\n'), 50);
    },
    outcome: /silence|only 0 bytes/,
  },
  {
    name: 'sends headers without end',
    answer: ({ socket }) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      sendOn(socket, Buffer.from(`a: ${'b'.repeat(8000)}\r\n`), 1);
    },
    outcome: /Header overflow/i,
  },
  {
    name: 'sends a Content-Length that is too large',
    answer: ({ socket, body }) => end(socket, '200 OK', { 'Content-Length': body.length + 9 }, body),
    outcome: /at most \d+ bytes, found \d+/,
  },
  {
    name: 'sends a Content-Length that is too small',
    answer: ({ socket, body }) => end(socket, '200 OK', { 'Content-Length': 9 }, body),
    outcome: /digest /,
  },
  {
    name: 'sends a non-numeric Content-Length',
    answer: ({ socket, body }) => end(socket, '200 OK', { 'Content-Length': 'many' }, body),
    outcome: /broken transfer/,
  },
  { name: 'sends no Content-Length', answer: ({ socket, body }) => end(socket, '200 OK', {}, body), outcome: 'file' },
  {
    name: 'sends no Content-Length and ends early',
    answer: ({ socket, body }) => end(socket, '200 OK', {}, body.subarray(0, 99)),
    outcome: /digest /,
  },
  {
    name: 'speaks HTTP/1.0 and ends early, once',
    answer: once(
      ({ socket, body }) =>
        void socket.end(Buffer.concat([Buffer.from('HTTP/1.0 200 OK\r\n\r\n'), body.subarray(0, 99)])),
    ),
    outcome: /digest /,
  },
  {
    name: 'sends a body without end',
    answer: ({ socket, body }) => {
      socket.write(head('200 OK'));
      sendOn(socket, body, 1);
    },
    outcome: /at most \d+ bytes, found more/,
  },
  {
    name: 'sends another file of the same size',
    answer: ({ socket, body }) => end(socket, '200 OK', { 'Content-Length': body.length }, otherBytes(body)),
    outcome: /digest /,
  },
  { name: 'sends an empty file', answer: status('200 OK'), outcome: /digest / },
  {
    name: 'sends a web page with status 200',
    answer: ({ socket }) =>
      end(socket, '200 OK', { 'Content-Type': 'text/html; charset=utf-8' }, '<html>Sign in</html>'),
    outcome: /an HTML page/,
  },
  {
    name: 'sends a web page as a data file',
    answer: ({ socket }) =>
      end(socket, '200 OK', { 'Content-Type': 'application/octet-stream' }, '<html>Sign in</html>'),
    outcome: /digest /,
  },
  ...['403 Forbidden', '404 Not Found', '410 Gone', '204 No Content'].map((text): Fault => ({
    name: `responds ${text}`,
    answer: status(text),
    outcome: new RegExp(`found ${text}`),
  })),
  ...['408 Request Timeout', '429 Too Many Requests', '500 Internal Server Error', '503 Service Unavailable'].flatMap(
    (text): Fault[] => [
      { name: `responds ${text}, once`, answer: once(status(text)), outcome: 'file' },
      {
        name: `responds ${text}, each time`,
        answer: status(text),
        outcome: new RegExp(`status ${text.slice(0, 3)}, at each of 3 attempts`),
      },
    ],
  ),
  {
    name: 'asks to wait a second (429, Retry-After)',
    answer: once(status('429 Too Many Requests', { 'Retry-After': 1 })),
    outcome: 'file',
  },
  {
    name: 'redirects in a loop',
    answer: ({ socket, path }) => end(socket, '302 Found', { Location: path }),
    outcome: /redirect loop/,
  },
  {
    name: 'redirects to another host',
    answer: ({ socket, path, good: to }) =>
      end(socket, '302 Found', { Location: `${to}${path.split('/').slice(-1)[0]}` }),
    outcome: 'file',
  },
  ...['file:///etc/passwd', 'ftp://127.0.0.1/x', 'data:,x'].map((to): Fault => ({
    name: `redirects to ${to.split(':')[0]}:`,
    answer: ({ socket }) => end(socket, '302 Found', { Location: to }),
    outcome: /redirect to another protocol/,
  })),
  {
    name: 'redirects to an invalid address',
    answer: ({ socket }) => end(socket, '302 Found', { Location: 'http://' }),
    outcome: /broken transfer|redirect/,
  },
  {
    name: 'ignores the range',
    answer: (request) =>
      request.nth === 1 ? half(request, () => request.socket.destroy()) : good({ ...request, start: 0, ranged: false }),
    outcome: 'file',
  },
  {
    name: 'sends another range, once',
    answer: (request) =>
      request.nth === 1
        ? half(request, () => request.socket.destroy())
        : request.nth === 2
          ? good({ ...request, start: 0 })
          : good(request),
    outcome: 'file',
  },
  {
    name: 'sends a range without Content-Range, once',
    answer: (request) =>
      request.nth === 1
        ? half(request, () => request.socket.destroy())
        : request.nth === 2
          ? end(request.socket, '206 Partial Content', {}, request.body.subarray(request.start))
          : good(request),
    outcome: 'file',
  },
  {
    name: 'sends a range that was not requested',
    answer: ({ socket, body }) =>
      end(
        socket,
        '206 Partial Content',
        { 'Content-Range': `bytes 7-${body.length - 1}/${body.length}` },
        body.subarray(7),
      ),
    outcome: /another range/,
  },
  {
    name: 'refuses the range (416), once',
    answer: (request) =>
      request.nth === 1
        ? half(request, () => request.socket.destroy())
        : request.nth === 2
          ? status('416 Range Not Satisfiable')(request)
          : good(request),
    outcome: 'file',
  },
  {
    name: 'compresses although it was asked not to',
    answer: ({ socket, body }) => {
      const packed = gzipSync(body);
      end(socket, '200 OK', { 'Content-Encoding': 'gzip', 'Content-Length': packed.length }, packed);
    },
    outcome: 'file',
  },
  {
    name: 'announces gzip and sends something else',
    answer: ({ socket, body }) => end(socket, '200 OK', { 'Content-Encoding': 'gzip' }, body),
    outcome: /broken transfer/,
  },
  { name: 'hangs up at once', answer: ({ socket }) => void socket.destroy(), outcome: /broken transfer/ },
  { name: 'resets at once', answer: ({ socket }) => void socket.resetAndDestroy(), outcome: /broken transfer/ },
  {
    name: 'does not speak HTTP',
    answer: ({ socket }) => void socket.end('220 mail.example ESMTP\r\n'),
    outcome: /broken transfer/,
  },
  {
    // Node's fetch then drops the bytes that it has not delivered yet.
    name: 'hangs up after the last byte unannounced',
    answer: (request) =>
      end(request.socket, '200 OK', { 'Content-Length': request.body.length, Connection: 'keep-alive' }, request.body),
    outcome: 'either',
  },
  {
    name: 'responds twice on one connection',
    answer: ({ socket, body }) =>
      void socket.write(
        Buffer.concat([
          Buffer.from(head('200 OK', { Connection: 'keep-alive', 'Content-Length': body.length })),
          body,
          Buffer.from(head('200 OK', { 'Content-Length': 3 }) + 'abc'),
        ]),
      ),
    outcome: 'file',
  },
];

/**
 * Runs `work` with the address (with a trailing slash) of a local server that responds below `/N/` with the Nth of
 * {@link FAULTS}, whatever the file.
 */
export async function faultyServer<T>(bodyOf: (name: string) => Buffer, work: (url: string) => Promise<T>): Promise<T> {
  const sockets = new Set<Socket>();
  const counts = new Map<string, number>();
  let url = '';
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    let request = '';
    socket.on('data', (chunk) => {
      request += chunk.toString('latin1');
      if (!request.includes('\r\n\r\n')) return;
      const path = /^GET (\S+)/.exec(request)?.[1] ?? '/';
      const range = /^range: bytes=(\d+)-/im.exec(request)?.[1];
      request = '';
      const nth = (counts.get(path) ?? 0) + 1;
      counts.set(path, nth);
      const [, fault, name = ''] = path.split('/');
      const body = bodyOf(name);
      FAULTS[Number(fault)].answer({
        socket,
        body,
        start: Number(range ?? 0),
        ranged: range !== undefined,
        nth,
        path,
        good: `${url}0/`,
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    return await work(url);
  } finally {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
}
