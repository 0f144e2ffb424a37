import { open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createUnzip } from 'node:zlib';
import { http, https } from 'follow-redirects';
import { asProblem } from '../errors/as-problem';
import { Problem } from '../errors/problem';
import { startProgress } from '../processes/progress';
import type { Download, DownloadOptions } from './download';

/** The host is unreachable, silent or far too slow. Another attempt is not worth it. */
export class Silence extends Error {}

/** The transfer broke or the server failed. Another attempt continues after the bytes that the part has. */
export class Interrupted extends Error {
  /** Milliseconds that the server asks to wait before another attempt. */
  pause = 0;
}

type Part = Pick<Download, 'url' | 'atMost'> &
  Required<Pick<DownloadOptions, 'silence' | 'slowest'>> & {
    /** The path of the partial file, and the bytes that it has already. */
    part: string;
    start: number;
  };

const UNREACHABLE = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'];

/** The system's code and the innermost message. A host with several addresses gives several errors. */
function reason(error: unknown): { code: string; message: string } {
  const { cause, errors } = error as { cause?: unknown; errors?: unknown[] };
  if (cause !== undefined) return reason(cause);
  if (errors !== undefined && errors.length > 0) return reason(errors[0]);
  const { code, message } = error as NodeJS.ErrnoException;
  return { code: code ?? '', message: message || (code ?? 'an unknown error') };
}

/**
 * The response to a GET request, after redirects. Not by `fetch`: in Node 22.23 and 24.21, and with undici's versions for
 * Node 20, it throws an uncatchable error if a server closes a connection before the body is read
 * (https://github.com/nodejs/undici/issues/5360).
 */
function get(url: string, headers: Record<string, string>, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { headers, signal, maxRedirects: 20 };
    (url.startsWith('https:') ? https : http).get(url, options, resolve).on('error', reject);
  });
}

/**
 * Requests the rest of a file and appends it to `part`; starts over if the server ignores the range.
 * @throws Silence, Interrupted, or a Problem if another attempt would fail in the same way
 */
export async function fetchPart({ url, part, start, atMost, silence, slowest }: Part): Promise<void> {
  const problem = (expected: string, found: string): Problem =>
    new Problem({ where: url, expected, found, todo: 'Open the address in a browser, or use another source.' });
  const abort = new AbortController();
  const watch = setTimeout(() => abort.abort(new Silence(`silence for ${silence / 1000} s`)), silence);
  let recent = 0;
  const pace = setInterval(() => {
    if (recent < slowest.bytes) abort.abort(new Silence(`only ${recent} bytes in ${slowest.ms / 1000} s`));
    recent = 0;
  }, slowest.ms);
  try {
    // A compressed transfer would have other lengths and ranges than the file.
    const headers = { 'Accept-Encoding': 'identity', ...(start > 0 && { Range: `bytes=${start}-` }) };
    const response = await get(url, headers, abort.signal);
    watch.refresh();
    const { statusCode: status = 0, statusMessage = '' } = response;
    const header = (name: string): string => String(response.headers[name] ?? '');
    if (status === 416) return; // the part is complete, or of another file: its check decides
    if (status === 408 || status === 429 || status >= 500) {
      const pause = 1000 * Number(header('retry-after')) || 0; // a date is ignored
      throw Object.assign(new Interrupted(`status ${status}`), { pause });
    }
    if (status !== 200 && status !== 206) throw problem('status 200', `${status} ${statusMessage}`.trim());
    if (/^text\/html|^application\/xhtml/i.test(header('content-type'))) throw problem('a data file', 'an HTML page');
    const from = status === 206 ? start : 0;
    const compressed = !/^(identity)?$/.test(header('content-encoding'));
    const range = /^bytes (\d+)-\d+\//.exec(header('content-range'))?.[1];
    if (status === 206 && (Number(range) !== start || (compressed && start > 0))) {
      await rm(part, { force: true });
      throw new Interrupted('another range than the requested one');
    }
    const length = compressed ? '' : header('content-length');
    const total = length === '' ? undefined : from + Number(length);
    const most = total ?? atMost;
    if (most > atMost) throw problem(`at most ${atMost} bytes`, `${most}`);

    const body: AsyncIterable<Buffer> = compressed ? pipeline(response, createUnzip(), () => undefined) : response;
    const progress = startProgress(basename(new URL(url).pathname), total ?? 0, 'bytes');
    const file = await open(part, from > 0 ? 'a' : 'w');
    let note = 'interrupted';
    try {
      let bytes = from;
      for await (const chunk of body) {
        watch.refresh();
        recent += chunk.length;
        bytes += chunk.length;
        if (bytes > most) {
          await rm(part, { force: true });
          throw problem(`at most ${most} bytes`, 'more');
        }
        await file.writeFile(chunk);
        progress.update(bytes);
      }
      if (total !== undefined && bytes < total) throw new Interrupted(`${bytes} of ${total} bytes`);
      note = '';
    } finally {
      progress.done(note);
      await file.close();
    }
  } catch (error) {
    // An aborted body may throw another error than the reason for the abort.
    if (abort.signal.aborted) throw abort.signal.reason;
    if (error instanceof Problem || error instanceof Interrupted) throw error;
    const { code, message } = reason(error);
    if (UNREACHABLE.includes(code)) throw new Silence(`${message} (host not reachable)`, { cause: error });
    if (code === 'ERR_FR_TOO_MANY_REDIRECTS') throw problem('a file', `a redirect loop (${message})`);
    if (message.includes('Unsupported protocol'))
      throw problem('a file over HTTP', `a redirect to another protocol (${message})`);
    // A full disk is not the source's fault: no other source is tried.
    if (asProblem(error) !== undefined) throw error;
    throw new Interrupted(`a broken transfer (${message})`, { cause: error });
  } finally {
    clearTimeout(watch);
    clearInterval(pace);
    abort.abort(); // ends a body that was not read
  }
}
