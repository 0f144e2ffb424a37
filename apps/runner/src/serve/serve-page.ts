import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, isIPv6 } from 'node:net';
import { Problem } from '@reprise/data';
import { pageHandler } from './page-handler';

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

export interface ServeOptions {
  host: string;
  /** 0 for any free one. */
  port: number;
  /** Files below the folder that may be served: those of its manifest. */
  names: readonly string[];
  /** Milliseconds after which a connection on which nothing moves is closed; a minute where nothing is said. */
  silence?: number;
}

/**
 * Serves a folder's files over HTTP.
 * @throws Problem when the port is in use, or the address is none of this machine
 * @example
 * const { url, close } = await servePage(folder, { host: '127.0.0.1', port: 0, names: ['index.html'] });
 */
export async function servePage(
  folder: string,
  { host, port, names, silence = 60_000 }: ServeOptions,
): Promise<Served> {
  const limits = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 };
  const server = createServer(limits, pageHandler(folder, names));
  // Who asks and never reads would keep a connection, and the file behind it, for ever.
  server.timeout = silence;
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    const parts = REFUSED[(error as NodeJS.ErrnoException).code ?? ''];
    if (parts === undefined) throw error;
    throw new Problem({ where: `serve ${host}, port ${port}`, ...parts }, { cause: error });
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
