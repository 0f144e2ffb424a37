import { createHash, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Nx's environment variable for the address of a remote cache. */
export const SERVER_VARIABLE = 'NX_SELF_HOSTED_REMOTE_CACHE_SERVER';
/** Nx's environment variable for the token of a remote cache. */
export const TOKEN_VARIABLE = 'NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end(`${text}\n`);
}

async function get(file: string, response: ServerResponse): Promise<void> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return answer(response, 404, 'No record has this hash.');
  const { size } = await handle.stat();
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': size });
  await pipeline(createReadStream('', { fd: handle }), response);
}

/**
 * Nx's remote-cache protocol over a folder: `GET` and `PUT /v1/cache/HASH`, a task's outputs as one tar archive. Reads are
 * open; writes need the token. Records are stored whole or not at all, and never replaced.
 *
 * @param folder holds one file per record, named by Nx's hash, and uploads in `incoming`, which is emptied here
 * @param token the clients' `NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN`
 * @see https://nx.dev/docs/kb/self-hosted-caching
 */
export function cacheHandler(folder: string, token: string): RequestListener {
  const expected = digest(`Bearer ${token}`);
  const incoming = join(folder, 'incoming');
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true });
  let uploads = 0;

  async function put(file: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { authorization = '' } = request.headers;
    if (!timingSafeEqual(digest(authorization), expected)) {
      request.resume(); // a client that is still sending would not read the response
      return answer(response, authorization === '' ? 401 : 403, 'Writes need the token.');
    }
    const upload = join(incoming, String(uploads++));
    try {
      await pipeline(request, createWriteStream(upload, { flush: true })); // throws when the upload breaks off
      await link(upload, file);
      answer(response, 200, 'Stored.');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      answer(response, 409, 'There is a record with this hash already.');
    } finally {
      await rm(upload, { force: true });
    }
  }

  return async (request, response) => {
    const hash = /^\/v1\/cache\/([0-9A-Za-z]{1,64})$/.exec(request.url ?? '')?.[1];
    if (hash === undefined) return answer(response, 404, 'Expected /v1/cache/HASH.');
    const file = join(folder, hash);
    try {
      if (request.method === 'GET') await get(file, response);
      else if (request.method === 'PUT') await put(file, request, response);
      else answer(response, 405, 'GET and PUT only.');
    } catch (error) {
      if (response.destroyed) return;
      console.error(`${request.method} ${request.url}: ${(error as Error).message}`);
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'The record could not be read or stored.');
    }
  };
}
