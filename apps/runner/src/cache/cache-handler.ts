import { createHash, timingSafeEqual } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** More than any task leaves; a mistake or an attack beyond that. */
const LARGEST_BYTES = 4 * 2 ** 30;

function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain' });
  response.end(`${text}\n`);
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

async function give(file: string, response: ServerResponse): Promise<void> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (handle === undefined) return answer(response, 404, 'The record was not found.');
  const { size } = await handle.stat();
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': size });
  await pipeline(createReadStream('', { fd: handle }), response);
}

/**
 * Nx's own remote-cache protocol over a folder: `GET` and `PUT /v1/cache/HASH`, a task's outputs as one tar archive.
 * Everybody who reaches it reads; a write needs the token. A record is there whole or not at all, and is never replaced.
 *
 * @param folder for the records, one file each, named by Nx's hash; `incoming` in it is for what is on its way, and is
 * emptied here
 * @param token what a client gives as `NX_SELF_HOSTED_REMOTE_CACHE_ACCESS_TOKEN`
 * @see https://nx.dev/docs/kb/self-hosted-caching
 */
export function cacheHandler(folder: string, token: string): RequestListener {
  const expected = digest(`Bearer ${token}`);
  const incoming = join(folder, 'incoming');
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true });
  let uploads = 0;

  async function take(file: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { authorization, 'content-length': length } = request.headers;
    if (length === undefined) return answer(response, 411, 'Content-Length is missing.');
    if (Number(length) > LARGEST_BYTES) return answer(response, 413, `At most ${LARGEST_BYTES} bytes.`);
    const right = timingSafeEqual(digest(authorization ?? ''), expected);
    if (!right) {
      request.resume(); // a client that still sends would not hear the answer
      return authorization
        ? answer(response, 403, 'This is another token.')
        : answer(response, 401, 'A write needs the token.');
    }
    const part = join(incoming, String(uploads++));
    try {
      // An upload that breaks off throws here, so what is linked is whole.
      await pipeline(request, createWriteStream(part, { flush: true }));
      await link(part, file);
      answer(response, 200, 'Stored.');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      answer(response, 409, 'There is a record with this hash already.');
    } finally {
      await rm(part, { force: true });
    }
  }

  return (request, response) => {
    const hash = /^\/v1\/cache\/([0-9A-Za-z]{1,64})$/.exec(request.url ?? '')?.[1];
    const file = join(folder, hash ?? '');
    const work =
      hash === undefined
        ? answer(response, 404, 'Nx’s remote cache: GET and PUT /v1/cache/HASH.')
        : request.method === 'GET'
          ? give(file, response)
          : request.method === 'PUT'
            ? take(file, request, response)
            : answer(response, 405, 'GET and PUT only.');
    Promise.resolve(work).catch((error: Error) => {
      if (response.destroyed) return;
      console.error(`${request.method} ${request.url}: ${error.message}`);
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'It could not be read or stored here.');
    });
  };
}
