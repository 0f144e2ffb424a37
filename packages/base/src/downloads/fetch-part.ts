import { open, rm, type FileHandle } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createUnzip } from 'node:zlib';
import { http, https } from 'follow-redirects';
import { asProblem } from '../errors/as-problem';
import { Problem } from '../errors/problem';
import { startProgress } from '../processes/progress';

/** The host gives no sign of life: no address, no connection, no byte for too long, or hardly any. Not worth another attempt. */
export class Silence extends Error {}

/** The transfer broke or the server stumbled: worth another attempt, which goes on from what the part holds. */
export class Interrupted extends Error {
  /** Milliseconds that the server asks to wait before it. */
  pause = 0;
}

export interface Part {
  url: string;
  part: string;
  /** Bytes that the part holds already. */
  start: number;
  /** Bytes of the whole file, where known. */
  size?: number;
  /** Bytes of the whole file at most. */
  atMost: number;
  /** Milliseconds without a byte after which the host counts as silent. */
  silence: number;
  /** Fewer bytes than these within so many milliseconds count as silence too. */
  slowest: { bytes: number; ms: number };
}

const UNREACHABLE = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'];

/** The system's code or the innermost message. Several addresses give several errors. */
function reason(error: unknown): { code: string; message: string } {
  const { cause, errors } = error as { cause?: unknown; errors?: unknown[] };
  if (cause !== undefined) return reason(cause);
  if (errors !== undefined && errors.length > 0) return reason(errors[0]);
  const { code, message } = error as NodeJS.ErrnoException;
  return { code: code ?? '', message: message || (code ?? 'an unknown error') };
}

/** The answer of a server that stumbles or wants to be left alone for a while. */
function stumble({ statusCode, headers }: IncomingMessage): Interrupted {
  const error = new Interrupted(`status ${statusCode}`);
  const seconds = Number(headers['retry-after'] ?? 0); // a date is not waited for
  if (seconds > 0) error.pause = seconds * 1000;
  return error;
}

/** Calls `slow` when fewer bytes than the slowest pace come within its time. @returns what hears of bytes, and its end */
function watchPace(
  { bytes, ms }: Part['slowest'],
  slow: (got: number) => void,
): { heard(n: number): void; end(): void } {
  let got = 0;
  const timer = setInterval(() => {
    if (got < bytes) slow(got);
    got = 0;
  }, ms);
  return { heard: (n) => void (got += n), end: () => clearInterval(timer) };
}

/**
 * The answer to a GET, after redirects. Not by `fetch`: of Node 22.23 and 24.21, and of undici's versions for Node 20, it
 * throws where nobody can catch it when a server that does not keep connections ends one of which not all was read
 * (https://github.com/nodejs/undici/issues/5360).
 */
function get(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { headers, signal, maxRedirects: 20 };
    (url.startsWith('https:') ? https : http).get(url, options, resolve).on('error', reject);
  });
}

/**
 * One HTTP request for the rest of a file, appended to `part`; from its start where the server ignores the range.
 * @throws Silence, Interrupted, or a Problem when another attempt would end in the same way
 */
export async function fetchPart({ url, part, start, size, atMost, silence, slowest }: Part): Promise<void> {
  const problem = (expected: string, found: string): Problem =>
    new Problem({ where: url, expected, found, todo: 'Look at the address in a browser, or take another source.' });
  const abort = new AbortController();
  const watch = setTimeout(() => abort.abort(new Silence(`silence for ${silence / 1000} s`)), silence);
  const pace = watchPace(slowest, (got) => abort.abort(new Silence(`only ${got} bytes in ${slowest.ms / 1000} s`)));
  try {
    // identity: with a compressed transfer neither sizes nor ranges would be those of the file.
    const headers = { 'Accept-Encoding': 'identity', ...(start > 0 && { Range: `bytes=${start}-` }) };
    const response = await get(url, headers, abort.signal);
    const { statusCode: status = 0, statusMessage = '' } = response;
    const header = (name: string): string => String(response.headers[name] ?? '');
    watch.refresh();
    if (status === 416) {
      await rm(part, { force: true });
      throw new Interrupted('a part that is longer than the server’s file');
    }
    if (status === 408 || status === 429 || status >= 500) throw stumble(response);
    if (status !== 200 && status !== 206) throw problem('status 200', `${status} ${statusMessage}`.trim());
    if (/^text\/html|^application\/xhtml/i.test(header('content-type'))) throw problem('a data file', 'an HTML page');
    const range = /^bytes (\d+)-\d+\/(\d+|\*)/.exec(header('content-range'));
    if (status === 206 && Number(range?.[1]) !== start) {
      await rm(part, { force: true });
      throw new Interrupted('another range than the one asked for');
    }
    const from = status === 206 ? start : 0;
    // Of a body that is compressed against our word neither length nor range are the file's.
    const packed = !/^(identity)?$/.test(header('content-encoding'));
    if (packed && from > 0) {
      await rm(part, { force: true });
      throw new Interrupted('a compressed range');
    }
    const length = packed ? '' : header('content-length');
    const total = length === '' ? undefined : from + Number(length);
    if (size !== undefined && total !== undefined && total !== size) {
      await rm(part, { force: true });
      throw problem(`a file of ${size} bytes`, `${total}`);
    }
    if ((total ?? 0) > atMost) throw problem(`at most ${atMost} bytes`, `${total}`);
    const file = await open(part, from > 0 ? 'a' : 'w');
    try {
      const alive = (bytes: number): void => {
        watch.refresh();
        pace.heard(bytes);
      };
      const most = total ?? atMost;
      const whole = await receive(
        packed ? pipeline(response, createUnzip(), () => undefined) : response,
        file,
        { from, total: total ?? size, most },
        alive,
        basename(new URL(url).pathname),
      );
      if (!whole) throw problem(`at most ${most} bytes`, 'more');
    } catch (error) {
      // What went beyond the file's end is no start of it.
      if (error instanceof Problem) await rm(part, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  } catch (error) {
    // An aborted body may surface as another error than the reason it was aborted for.
    if (abort.signal.aborted) throw abort.signal.reason;
    if (error instanceof Problem || error instanceof Interrupted) throw error;
    const { code, message } = reason(error);
    if (UNREACHABLE.includes(code)) throw new Silence(`${message} (host not reachable)`);
    if (code === 'ERR_FR_TOO_MANY_REDIRECTS') throw problem('a file', `a circle of redirects (${message})`);
    if (message.includes('Unsupported protocol'))
      throw problem('a file over HTTP', `a redirect elsewhere (${message})`);
    // What the disk refuses (ENOSPC…) is no fault of this source: it passes through, and no other source is tried.
    if (asProblem(error) !== undefined) throw error;
    throw new Interrupted(`a broken transfer (${message})`, { cause: error });
  } finally {
    clearTimeout(watch);
    pace.end();
    abort.abort(); // ends a body that was not read
  }
}

/**
 * Appends a body to a file.
 * @param most bytes of the whole file; the rest is not read
 * @returns whether the body ended there
 */
async function receive(
  body: AsyncIterable<Buffer>,
  file: FileHandle,
  { from, total, most }: { from: number; total?: number; most: number },
  alive: (bytes: number) => void,
  label: string,
): Promise<boolean> {
  const progress = startProgress(label, total ?? 0, 'bytes');
  let bytes = from;
  let end = 'interrupted';
  try {
    for await (const chunk of body) {
      alive(chunk.length);
      bytes += chunk.length;
      if (bytes > most) return false;
      await file.writeFile(chunk);
      progress.update(bytes);
    }
    if (total !== undefined && bytes < total) throw new Interrupted(`${bytes} of ${total} bytes`);
    end = '';
    return true;
  } finally {
    progress.done(end);
  }
}
