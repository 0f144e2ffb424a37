import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { Problem } from '@reprise/base';

/** What is wrong with an address, and what to do about it. */
const REFUSED: Record<string, { expected: string; found: string; todo: string }> = {
  EADDRINUSE: { expected: 'a free port', found: 'one in use', todo: 'Pass another, or --port 0 for any free one.' },
  EACCES: { expected: 'a port that you may use', found: 'no permission', todo: 'Pass one above 1023.' },
  EADDRNOTAVAIL: { expected: 'an address of this machine', found: 'another', todo: 'Pass --host 127.0.0.1.' },
  ENOTFOUND: { expected: 'an address of this machine', found: 'an unknown name', todo: 'Pass --host 127.0.0.1.' },
};

export interface Served {
  /** With the real address and port. */
  url: string;
  /** What it listens on: `127.0.0.1`, `::`. */
  address: string;
  /** Ends at once, also while connections are open. */
  close(): Promise<void>;
}

export interface ListenOptions {
  host: string;
  /** 0 for any free one. */
  port: number;
  /** Milliseconds after which a connection on which nothing moves is closed; a minute where nothing is said. */
  silence?: number;
  /** Milliseconds for a request to come in whole; half a minute where nothing is said. */
  request?: number;
}

/**
 * Answers HTTP requests at an address, until it is closed.
 * @throws Problem when the port is in use, or the address is none of this machine
 * @example
 * const { url, close } = await listen((request, response) => response.end('Hello'), { host: '127.0.0.1', port: 0 });
 */
export async function listen(
  answer: RequestListener,
  { host, port, silence = 60_000, request = 30_000 }: ListenOptions,
): Promise<Served> {
  const limits = { headersTimeout: 10_000, requestTimeout: request, keepAliveTimeout: 5_000 };
  const server = createServer(limits, answer);
  // Who asks and never reads would keep a connection, and the file behind it, for ever.
  server.timeout = silence;
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
