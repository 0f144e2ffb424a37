import { lstatSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { listen, type ListenOptions, type Served } from './listen';

/** Headers of every response: the page loads nothing from elsewhere, cannot be framed and sends nothing away. */
export const HEADERS = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'img-src data:',
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(`${text}\n`);
}

/** The file that a request's path names, such as `index.html` for `/`; undefined for a malformed path. */
function nameOf(url = ''): string | undefined {
  try {
    return decodeURIComponent(url.split('?')[0]).replace(/^\//, '') || 'index.html';
  } catch {
    return undefined;
  }
}

/** What is sent beside files. */
export interface Reply {
  type: string;
  body: string;
  /** Its own Content-Security-Policy, instead of the page's. */
  policy?: string;
}

/** Makes the reply to a request when it comes; undefined if what it asks for does not exist. */
export type Replier = (query: URLSearchParams, request: IncomingMessage) => Promise<Reply | undefined>;

async function reply(replier: Replier, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [, query = ''] = (request.url ?? '').split(/\?(.*)/s);
  const made = await replier(new URLSearchParams(query), request);
  if (made === undefined) return refuse(response, 404, 'Not found.');
  if (made.policy !== undefined) response.setHeader('Content-Security-Policy', made.policy);
  response.writeHead(200, { 'Content-Type': made.type, 'Cache-Control': 'no-store' });
  response.end(made.body);
}

/**
 * Serves the named files of a folder over HTTP, and nothing else: no path leads out of the folder, links are not followed,
 * and files that appear later are not served.
 * @param names of files below `folder`, as in its manifest
 * @param repliers by name, for what is no file
 * @param hasReport asked with each request of `page.json`, whose header `Link` then names `report.html`
 * @throws Problem when the port is in use, or the address does not belong to this machine
 * @example
 * const { url, close } = await servePage(folder, ['index.html'], { host: '127.0.0.1', port: 0 });
 */
export function servePage(
  folder: string,
  names: readonly string[],
  options: ListenOptions,
  repliers: ReadonlyMap<string, Replier> = new Map(),
  hasReport = (): boolean => false,
): Promise<Served> {
  const served = new Set(names.filter((name) => lstatSync(join(folder, name)).isFile()));
  const files = sirv(folder, { etag: true, maxAge: 0 });
  return listen((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      return refuse(response, 405, 'GET and HEAD only.');
    }
    const name = nameOf(request.url);
    const replier = repliers.get(name ?? '');
    if (replier) {
      reply(replier, request, response).catch(() => refuse(response, 500, 'The answer could not be made.'));
      return;
    }
    if (name === undefined || !served.has(name)) return refuse(response, 404, 'Not found.');
    if (name === 'page.json' && hasReport()) response.setHeader('Link', '<report.html>; rel="related"');
    // sirv fails on a range that ends before it starts. Ranges are optional (RFC 9110, 14.2).
    delete request.headers.range;
    // sirv handles neither a file that has disappeared nor a reader who leaves.
    response.once('pipe', (file: NodeJS.ReadableStream & { destroy(): void }) => {
      file.on('error', () => response.destroy());
      response.on('close', () => file.destroy());
      if (response.closed) file.destroy();
    });
    const answer = (): void => files(request, response, () => refuse(response, 404, 'Not found.'));
    // A pipelined request opens its file only when its turn comes: if the connection ends before, nothing would close it.
    if (response.socket) answer();
    else response.once('socket', answer);
  }, options);
}
