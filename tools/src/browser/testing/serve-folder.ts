import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';

/** Serves a folder as a plain static host does, below `prefix`: without a policy of its own. */
export async function serveFolder(
  folder: string,
  prefix = '/',
): Promise<{ origin: string; close: () => Promise<void> }> {
  const files = sirv(folder);
  const server = createServer((request, response) => {
    const missing = (): unknown => response.writeHead(404).end();
    if (!request.url?.startsWith(prefix)) return missing();
    request.url = request.url.slice(prefix.length - 1);
    files(request, response, missing as () => void);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
