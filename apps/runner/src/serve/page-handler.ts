import { lstatSync } from 'node:fs';
import type { RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { HEADERS } from './headers';

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/** The file that a request's path names, such as `index.html` for `/`; undefined where the path cannot be read. */
function nameOf(url = ''): string | undefined {
  try {
    return decodeURIComponent(url.split('?')[0]).replace(/^\//, '') || 'index.html';
  } catch {
    return undefined;
  }
}

/**
 * Answers with the named files of a folder, and with nothing else: no path leads out of it, no link is followed, and what
 * else lies there or comes later is not served.
 * @param names of files below `folder`, as its manifest has them
 */
export function pageHandler(folder: string, names: readonly string[]): RequestListener {
  const served = new Set(names.filter((name) => lstatSync(join(folder, name)).isFile()));
  const files = sirv(folder, { etag: true, maxAge: 0 });
  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return refuse(response, 405, 'GET and HEAD only.');
    }
    const name = nameOf(request.url);
    if (name === undefined || !served.has(name)) return refuse(response, 404, 'Not found.');
    // sirv fails on a range that ends before it starts. A server may answer with the whole instead (RFC 9110, 14.2).
    delete request.headers.range;
    // sirv leaves two ends open: a file that is gone meanwhile, and a reader who leaves.
    response.once('pipe', (file: NodeJS.ReadableStream & { destroy(): void }) => {
      file.on('error', () => response.destroy());
      response.on('close', () => file.destroy());
      if (response.closed) file.destroy();
    });
    const answer = (): void => files(request, response, () => refuse(response, 404, 'Not found.'));
    // Of requests that come before the one ahead is answered, files are opened when it is their turn: one whose connection
    // ends before that hears of nothing, and would keep its file open for ever.
    if (response.socket) answer();
    else response.once('socket', answer);
  };
}
