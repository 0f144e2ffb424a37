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
  /** With the real port. */
  url: string;
  /** Ends at once, also while connections are open. */
  close(): Promise<void>;
}

/**
 * Serves a folder's files over HTTP.
 * @param options.port 0 for any free one
 * @throws Problem when the port is in use, or the address is none of this machine
 * @example
 * const { url, close } = await servePage('artifacts/full/page/seed-1', { host: '127.0.0.1', port: 0 });
 */
export async function servePage(folder: string, { host, port }: { host: string; port: number }): Promise<Served> {
  const limits = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 };
  const server = createServer(limits, pageHandler(folder));
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    const parts = REFUSED[(error as NodeJS.ErrnoException).code ?? ''];
    if (parts === undefined) throw error;
    throw new Problem({ where: `serve ${host}, port ${port}`, ...parts }, { cause: error });
  }
  const { port: real } = server.address() as AddressInfo;
  return {
    url: `http://${isIPv6(host) ? `[${host}]` : host}:${real}/`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
