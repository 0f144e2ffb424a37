import { connect, type Socket } from 'node:net';

/** What a client does once it is connected, and how long it stays when the server does not end it first. */
interface Rude {
  name: string;
  stayMs: number;
  act(socket: Socket, path: string): void;
}

const get = (path: string, ...headers: string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', ...headers, '', ''].join('\r\n');

/** Repeats something while the socket lives. */
const every = (ms: number, socket: Socket, step: () => void): void => {
  const timer = setInterval(step, ms);
  socket.once('close', () => clearInterval(timer));
};

/** Clients that no server likes. None of them may cost the others an answer. */
const RUDE: Rude[] = [
  { name: 'says nothing', stayMs: 20_000, act: () => undefined },
  {
    name: 'sends its headers a byte at a time',
    stayMs: 20_000,
    act(socket, path) {
      const bytes = get(path, `X: ${'x'.repeat(1000)}`);
      let at = 0;
      every(300, socket, () => socket.write(bytes[at++] ?? 'x'));
    },
  },
  {
    name: 'asks and never reads',
    stayMs: 20_000,
    act(socket, path) {
      socket.pause();
      socket.write(get(path).repeat(20));
    },
  },
  {
    name: 'reads a little a second',
    stayMs: 20_000,
    act(socket, path) {
      socket.write(get(path));
      socket.pause();
      every(1000, socket, () => {
        socket.resume();
        socket.once('data', () => socket.pause());
      });
    },
  },
  {
    name: 'leaves in the middle of an answer',
    stayMs: 1000,
    act(socket, path) {
      socket.write(get(path));
      socket.once('data', () => socket.resetAndDestroy());
    },
  },
  {
    name: 'closes its side at once',
    stayMs: 2000,
    act(socket, path) {
      socket.end(get(path));
    },
  },
  {
    name: 'sends bytes that are no HTTP',
    stayMs: 2000,
    act(socket) {
      socket.write(Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)));
    },
  },
  {
    name: 'sends a megabyte of headers',
    stayMs: 2000,
    act(socket, path) {
      socket.write(get(path, ...Array.from({ length: 1000 }, (_, i) => `X-${i}: ${'x'.repeat(1000)}`)));
    },
  },
  {
    name: 'asks five hundred times without reading',
    stayMs: 5000,
    act(socket, path) {
      socket.pause();
      socket.write(get(path).repeat(500));
    },
  },
  {
    name: 'promises a gigabyte and sends none',
    stayMs: 20_000,
    act(socket, path) {
      socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n`);
    },
  },
  {
    name: 'asks for paths that lead out',
    stayMs: 2000,
    act(socket) {
      for (const path of ['/../../package.json', '/..%2f..%2fpackage.json', '/%00', '/%', `/${'a'.repeat(7000)}`])
        socket.write(get(path));
      socket.resume();
    },
  },
];

/**
 * Keeps `each` clients of every rude kind at a server; one that is done is replaced.
 * @returns ends them all, and says how many there were of each kind
 */
export function annoy(port: number, path: string, each: number): () => Map<string, number> {
  const counts = new Map<string, number>(RUDE.map(({ name }) => [name, 0]));
  const sockets = new Set<Socket>();
  let going = true;
  const come = (rude: Rude): void => {
    if (!going) return;
    counts.set(rude.name, (counts.get(rude.name) as number) + 1);
    const socket = connect({ port, host: '127.0.0.1' }, () => rude.act(socket, path));
    sockets.add(socket);
    const leave = setTimeout(() => socket.destroy(), rude.stayMs);
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clearTimeout(leave);
      sockets.delete(socket);
      setTimeout(() => come(rude), 100);
    });
  };
  for (const rude of RUDE) for (let i = 0; i < each; i++) come(rude);
  return () => {
    going = false;
    for (const socket of sockets) socket.destroy();
    return counts;
  };
}
