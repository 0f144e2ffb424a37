import { open, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { asProblem } from './as-problem';
import { Problem } from './problem';
import { startProgress } from './progress';

/** The host gives no sign of life: no address, no connection, no byte for too long. Not worth another attempt. */
export class Silence extends Error {}

/** The transfer broke or the server stumbled: worth another attempt, which goes on from what the part holds. */
export class Interrupted extends Error {}

export interface Part {
  url: string;
  part: string;
  /** Bytes that the part holds already. */
  start: number;
  /** Bytes of the whole file, where known. */
  size?: number;
  /** Milliseconds without a byte after which the host counts as silent. */
  silence: number;
}

const UNREACHABLE = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** What fetch hides behind "fetch failed": the system's code or the innermost message. Several addresses give several errors. */
function reason(error: unknown): { code: string; message: string } {
  const { cause, errors } = error as { cause?: unknown; errors?: unknown[] };
  if (cause !== undefined) return reason(cause);
  if (errors !== undefined && errors.length > 0) return reason(errors[0]);
  const { code, message } = error as NodeJS.ErrnoException;
  return { code: code ?? '', message: message || (code ?? 'an unknown error') };
}

/**
 * One HTTP request for the rest of a file, appended to `part`; from its start where the server ignores the range.
 * @throws Silence, Interrupted, or a Problem when another attempt would end in the same way
 */
export async function fetchPart({ url, part, start, size, silence }: Part): Promise<void> {
  const problem = (expected: string, found: string): Problem =>
    new Problem({ where: url, expected, found, todo: 'Look at the address in a browser, or take another source.' });
  const abort = new AbortController();
  const watch = setTimeout(() => abort.abort(new Silence(`silence for ${silence / 1000} s`)), silence);
  try {
    // identity: with a compressed transfer neither sizes nor ranges would be those of the file.
    const headers = { 'Accept-Encoding': 'identity', ...(start > 0 && { Range: `bytes=${start}-` }) };
    const response = await fetch(url, { headers, signal: abort.signal });
    const { status } = response;
    watch.refresh();
    if (status === 416) {
      await rm(part, { force: true });
      throw new Interrupted('a part that is longer than the server’s file');
    }
    if (status === 408 || status === 429 || status >= 500) throw new Interrupted(`status ${status}`);
    if (status !== 200 && status !== 206) throw problem('status 200', `${status} ${response.statusText}`.trim());
    if (/^text\/html|^application\/xhtml/i.test(response.headers.get('content-type') ?? ''))
      throw problem('a data file', 'an HTML page');
    const range = /^bytes (\d+)-\d+\/(\d+|\*)/.exec(response.headers.get('content-range') ?? '');
    if (status === 206 && Number(range?.[1]) !== start) {
      await rm(part, { force: true });
      throw new Interrupted('another range than the one asked for');
    }
    const from = status === 206 ? start : 0;
    const length = response.headers.get('content-length');
    const total = length === null ? undefined : from + Number(length);
    if (size !== undefined && total !== undefined && total !== size) {
      await rm(part, { force: true });
      throw problem(`a file of ${size} bytes`, `${total}`);
    }
    const file = await open(part, from > 0 ? 'a' : 'w');
    try {
      await receive(response, file, from, total ?? size, () => watch.refresh(), basename(new URL(url).pathname));
    } finally {
      await file.close();
    }
  } catch (error) {
    // An aborted body may surface as another error than the reason it was aborted for.
    if (abort.signal.aborted) throw abort.signal.reason;
    if (error instanceof Problem || error instanceof Interrupted) throw error;
    const { code, message } = reason(error);
    if (UNREACHABLE.includes(code)) throw new Silence(`${message} (host not reachable)`);
    if (message.includes('redirect')) throw problem('a file', `a circle of redirects (${message})`);
    // What the disk refuses (ENOSPC…) is no fault of this source: it passes through, and no other source is tried.
    if (asProblem(error) !== undefined) throw error;
    throw new Interrupted(`a broken transfer (${message})`, { cause: error });
  } finally {
    clearTimeout(watch);
    abort.abort(); // ends a body that was not read
  }
}

async function receive(
  response: Response,
  file: FileHandle,
  from: number,
  total: number | undefined,
  alive: () => void,
  label: string,
): Promise<void> {
  const progress = startProgress(label, total ?? 0, 'bytes');
  let bytes = from;
  let end = 'interrupted';
  try {
    for await (const chunk of response.body ?? []) {
      alive();
      await file.writeFile(chunk);
      bytes += chunk.length;
      progress.update(bytes);
    }
    if (total !== undefined && bytes < total) throw new Interrupted(`${bytes} of ${total} bytes`);
    end = '';
  } finally {
    progress.done(end);
  }
}
