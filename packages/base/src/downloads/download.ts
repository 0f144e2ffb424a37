import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '../errors/problem';
import { fetchPart, Interrupted, Silence } from './fetch-part';

export interface Download {
  url: string;
  /** Where the file goes. During the transfer it is `to.part`. */
  to: string;
  /** The most bytes that are read. */
  atMost: number;
  /** Throws a Problem if the file is not the expected one. */
  check: (file: string) => Promise<void>;
}

export interface DownloadOptions {
  /** Milliseconds without a byte after which the host is given up; 5,000 by default. */
  silence?: number;
  /** The host is given up if it sends fewer than `bytes` within `ms` milliseconds; 4 kB/s for a minute by default. */
  slowest?: { bytes: number; ms: number };
  /** How often in a row a transfer may break without gaining a byte; 4 by default. */
  attempts?: number;
  /** Milliseconds before the second attempt. Each later pause is twice as long. 500 by default. */
  pause?: number;
  /** Hosts that are skipped. Silent hosts are added. One set for the whole process by default. */
  givenUp?: Set<string>;
}

const GIVEN_UP = new Set<string>();
const SLOWEST = { bytes: 256_000, ms: 60_000 };
/** The most requests per attempt: a server that breaks off often may still serve the file. */
const REQUESTS = 16;
/** The longest pause that a server may ask for, in milliseconds. */
const LONGEST_PAUSE = 30_000;

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/**
 * Downloads a file over HTTP and checks it before it gets its name. Continues after the bytes of an earlier attempt or
 * process in `to.part`; if the result is not the expected file (it changed on the server), it is downloaded once more from
 * the start. The caller holds a lock if two processes may download the same file.
 *
 * A host that is unreachable, silent or too slow is given up for the rest of the process: on a closed network each file
 * would otherwise wait for it.
 *
 * @throws Problem if the host is given up, responds with an error or a web page, the transfer breaks at every attempt, or
 * the file is not the expected one
 */
export async function download(
  { url, to, atMost, check }: Download,
  { silence = 5000, slowest = SLOWEST, attempts = 4, pause = 500, givenUp = GIVEN_UP }: DownloadOptions = {},
): Promise<void> {
  const { host } = new URL(url);
  const part = `${to}.part`;
  const problem = (expected: string, found: string, cause?: unknown): Problem =>
    new Problem({ where: url, expected, found, todo: 'Check the network, or use another source.' }, { cause });
  if (givenUp.has(host)) throw problem('a response', `that ${host} was given up earlier in this run`);
  await mkdir(dirname(to), { recursive: true });

  let broken = '';
  let requested = 0;
  for (let attempt = 1, request = 1; attempt <= attempts && request <= REQUESTS * attempts; attempt++, request++) {
    if (attempt > 1) await sleep(Math.max(requested, pause * 2 ** (attempt - 2)));
    requested = 0;
    const start = await sizeOf(part);
    try {
      await fetchPart({ url, part, start, atMost, silence, slowest });
    } catch (error) {
      if (error instanceof Silence) {
        givenUp.add(host);
        throw problem('a response', error.message, error);
      }
      if (!(error instanceof Interrupted)) throw error;
      broken = error.message;
      if ((await sizeOf(part)) > start) attempt = 0;
      requested = Math.min(error.pause, LONGEST_PAUSE);
      continue;
    }
    try {
      await check(part);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await rm(part, { force: true });
      const { expected, found } = error.parts;
      if (start === 0) throw problem(expected, found, error);
      broken = `${found} instead of ${expected}`;
      continue;
    }
    return rename(part, to);
  }
  throw problem('a complete file', `${broken}, at each of ${attempts} attempts`);
}
