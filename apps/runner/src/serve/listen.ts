import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { Problem } from '@reprise/base';

/** What to say when the address cannot be used, by error code. */
const REFUSED: Record<string, { expected: string; found: string; todo: string }> = {
  EADDRINUSE: { expected: 'a free port', found: 'one in use', todo: 'Pass another, or --port 0 for any free one.' },
  EACCES: { expected: 'a port that you may use', found: 'no permission', todo: 'Pass one above 1023.' },
  EADDRNOTAVAIL: { expected: 'an address of this machine', found: 'another', todo: 'Pass --host 127.0.0.1.' },
  ENOTFOUND: { expected: 'an address of this machine', found: 'an unknown name', todo: 'Pass --host 127.0.0.1.' },
};

export interface Served {
  /** With the real address and port. */
  url: string;
  /** The address it listens on, such as `127.0.0.1` or `::`. */
  address: string;
  /** Stops at once, open connections included. */
  close(): Promise<void>;
}

export interface ListenOptions {
  host: string;
  /** 0 for any free one. */
  port: number;
  /** Milliseconds without traffic after which a connection is closed. */
  idleTimeout?: number;
  /** Milliseconds in which a request must arrive. */
  requestTimeout?: number;
}

/**
 * Answers HTTP requests until it is closed.
 * @throws Problem when the port is in use, or the address does not belong to this machine
 * @example
 * const { url, close } = await listen((request, response) => response.end('Hello'), { host: '127.0.0.1', port: 0 });
 */
export async function listen(
  answer: RequestListener,
  { host, port, idleTimeout = 60_000, requestTimeout = 30_000 }: ListenOptions,
): Promise<Served> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout, keepAliveTimeout: 5_000 }, answer);
  // A client that never reads would hold its connection, and the open file behind it, forever.
  server.timeout = idleTimeout;
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    const parts = REFUSED[(error as NodeJS.ErrnoException).code ?? ''];
    if (parts === undefined) throw error;
    throw new Problem({ where: `${host}, port ${port}`, ...parts }, { cause: error });
  }
  const { address, port: real } = server.address() as AddressInfo;
  return {
    url: `http://${isIPv6(address) ? `[${address}]` : address}:${real}/`,
    address,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * Whether only this machine can reach an address that a server listens on.
 * @example isLoopback('127.0.0.1') // true
 * @example isLoopback('0.0.0.0') // false
 */
export const isLoopback = (address: string): boolean => /^((::ffff:)?127(\.\d{1,3}){3}|::1)$/i.test(address);

/** Prints where `what` is served, waits for Ctrl+C or SIGTERM, and closes the server. */
export async function serveUntilStopped({ url, address, close }: Served, what: string): Promise<void> {
  if (!isLoopback(address)) console.error(`Other machines can reach this server, since it listens on ${address}.`);
  console.log(`Serving ${what} at ${url} (press Ctrl+C to stop)`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await close();
}
