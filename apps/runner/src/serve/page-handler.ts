import type { RequestListener, ServerResponse } from 'node:http';
import sirv from 'sirv';
import { HEADERS } from './headers';

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/**
 * Answers with the files that `folder` holds now, and with nothing else: they are listed once, so that no path leads out of
 * it and nothing that comes later is served.
 */
export function pageHandler(folder: string): RequestListener {
  const files = sirv(folder, { etag: true, maxAge: 0 });
  return (request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return refuse(response, 405, 'GET and HEAD only.');
    }
    // sirv fails on a range that ends before it starts. A server may answer with the whole instead (RFC 9110, 14.2).
    delete request.headers.range;
    // sirv leaves two ends open: a file that is gone meanwhile, and a reader who leaves.
    response.once('pipe', (file: NodeJS.ReadableStream & { destroy(): void }) => {
      file.on('error', () => response.destroy());
      response.on('close', () => file.destroy());
    });
    files(request, response, () => refuse(response, 404, 'Not found.'));
  };
}
