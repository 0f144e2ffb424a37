import { connect, type Socket } from 'node:net';

const get = (path: string, ...headers: string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n');

/** Repeats something until the socket closes. */
const every = (ms: number, socket: Socket, step: () => void): void => {
  const timer = setInterval(step, ms);
  socket.once('close', () => clearInterval(timer));
};
const pause = (socket: Socket): unknown => socket.pause();
const reset = (socket: Socket): unknown => socket.once('data', () => socket.resetAndDestroy());
const readSlowly = (socket: Socket): void =>
  every(1000, socket.pause(), () => socket.resume().once('data', () => socket.pause()));
const sendSlowly = (socket: Socket): void => {
  const bytes = get('/', `X: ${'x'.repeat(1000)}`);
  let at = 0;
  every(300, socket, () => socket.write(bytes[at++] ?? 'x'));
};

interface Rude {
  sends: string | Buffer;
  then?: (socket: Socket) => unknown;
  /** How long it stays unless the server ends it. */
  stayMs: number;
}

/** Clients that no server likes; `path` is a large file. */
const rudeClients = (path: string): Record<string, Rude> => ({
  silent: { sends: '', stayMs: 20_000 },
  'headers a byte at a time': { sends: '', then: sendSlowly, stayMs: 20_000 },
  'not reading': { sends: get(path).repeat(20), then: pause, stayMs: 20_000 },
  'many requests, not reading': { sends: get(path).repeat(500), then: pause, stayMs: 5000 },
  'reading a chunk per second': { sends: get(path), then: readSlowly, stayMs: 20_000 },
  'reset in the answer': { sends: get(path), then: reset, stayMs: 1000 },
  'half closed': { sends: get(path), then: (socket) => socket.end(), stayMs: 2000 },
  'not HTTP': { sends: Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)), stayMs: 2000 },
  'a megabyte of headers': {
    sends: get(path, ...Array.from({ length: 1000 }, (_, i) => `X-${i}: ${'x'.repeat(1000)}`)),
    stayMs: 2000,
  },
  'a gigabyte promised': { sends: get(path, 'Content-Length: 1000000000').replace('GET', 'POST'), stayMs: 20_000 },
  'paths out of the folder': {
    sends: ['/../../package.json', '/..%2f..%2fpackage.json', '/%00', '/%', `/${'a'.repeat(7000)}`]
      .map((bad) => get(bad))
      .join(''),
    then: (socket) => socket.resume(),
    stayMs: 2000,
  },
});

/** Keeps `each` rude clients of every kind at a server, replacing those that end. @returns ends them, and counts them */
export function annoy(port: number, path: string, each: number): () => number {
  const sockets = new Set<Socket>();
  let count = 0;
  let going = true;
  const start = (rude: Rude): void => {
    if (!going) return;
    count++;
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      if (rude.sends.length > 0) socket.write(rude.sends);
      rude.then?.(socket);
    });
    sockets.add(socket);
    const leave = setTimeout(() => socket.destroy(), rude.stayMs);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(leave);
      sockets.delete(socket);
      setTimeout(start, 100, rude);
    });
  };
  for (const rude of Object.values(rudeClients(path))) for (let i = 0; i < each; i++) start(rude);
  return () => {
    going = false;
    for (const socket of sockets) socket.destroy();
    return count;
  };
}
