import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileDigest } from '../files/digest';
import { fetchPart, Interrupted, Silence } from './fetch-part';
import { Problem } from '../errors/problem';

export interface Wanted {
  url: string;
  /** Where the file goes; while it is under way it is `to.part`. */
  to: string;
  /** In bytes. */
  size?: number;
  /** Bytes after which a server is not listened to any more, where the size is not known; 1 GiB by default. */
  atMost?: number;
  sha256?: string;
  md5?: string;
  /** For a file whose own bytes may differ while what it holds does not (gzip): throws a Problem when it is not the one. */
  check?: (file: string) => Promise<void>;
}

export interface DownloadOptions {
  /** Milliseconds without a byte after which a host is given up; 5,000 by default. */
  silence?: number;
  /** The slowest that is waited for: fewer than `bytes` within `ms` milliseconds, and the host is given up. 4 kB/s by default. */
  slowest?: { bytes: number; ms: number };
  /** How often in a row a transfer may break without a byte gained, the first time included; 4 by default. */
  attempts?: number;
  /** Milliseconds before the second attempt; each later pause is twice the one before. 500 by default. */
  pause?: number;
  /** Hosts that are not tried any more. Silent ones are added; by default one set for the whole process. */
  givenUp?: Set<string>;
}

const GIVEN_UP = new Set<string>();
/** 4 kB/s, half of what a modem did: 60 MB take four hours at most. */
const SLOWEST = { bytes: 256_000, ms: 60_000 };
/** Requests for each of the attempts, those that gained something included: a server that breaks off often still serves. */
const REQUESTS = 16;
/** Milliseconds that a server may ask us to wait before another attempt. */
const LONGEST_PAUSE = 30_000;
const ADVICE = 'Look at the network, or take another source.';

const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    () => 0,
  );

/** What is wrong with a file, or undefined. A Problem's own words where `check` threw one. */
async function fault(file: string, { size, sha256, md5, check }: Wanted): Promise<Problem['parts'] | undefined> {
  const bytes = await sizeOf(file);
  const wrong = (expected: string, found: string): Problem['parts'] => ({ where: file, expected, found, todo: ADVICE });
  if (size !== undefined && bytes !== size) return wrong(`${size} bytes`, `${bytes}`);
  for (const [algorithm, expected] of [
    ['sha256', sha256],
    ['md5', md5],
  ] as const) {
    if (expected === undefined) continue;
    const found = await fileDigest(file, algorithm);
    if (found !== expected) return wrong(`${algorithm} ${expected}`, found);
  }
  try {
    await check?.(file);
  } catch (error) {
    if (error instanceof Problem) return error.parts;
    throw error;
  }
  return undefined;
}

/**
 * Fetches a file over HTTP, verifies it and only then gives it its name. What an earlier attempt or an earlier process
 * left in `to.part` is gone on with; when the whole then is not what it should be (the server's file changed), it is
 * fetched once more from its start. The caller holds a lock where two processes may want the same file.
 *
 * A host that cannot be reached, stays silent or sends less than 4 kB/s for a minute is given up at once and for the rest
 * of the run: on a closed network each file would otherwise cost its own five seconds. No more is read than the file has.
 *
 * @throws Problem when the host is given up, answers with an error or a page, the transfer breaks at every attempt, or
 * the file is not the expected one
 */
export async function download(wanted: Wanted, options: DownloadOptions = {}): Promise<void> {
  const { url, to } = wanted;
  const { silence = 5000, slowest = SLOWEST, attempts = 4, pause = 500, givenUp = GIVEN_UP } = options;
  const { size, atMost = size ?? 2 ** 30 } = wanted;
  const { host } = new URL(url);
  const part = `${to}.part`;
  const problem = (expected: string, found: string, cause?: unknown): Problem =>
    new Problem({ where: url, expected, found, todo: ADVICE }, { cause });
  if (givenUp.has(host)) throw problem('an answer', `that ${host} was given up earlier in this run`);
  await mkdir(dirname(to), { recursive: true });

  let broken = '';
  let asked = 0;
  for (let attempt = 1, request = 1; attempt <= attempts && request <= REQUESTS * attempts; attempt++, request++) {
    if (attempt > 1) await sleep(Math.max(asked, pause * 2 ** (attempt - 2)));
    asked = 0;
    const start = await sizeOf(part);
    try {
      // A part of the full size was whole when its process ended before it could verify it.
      if (start === 0 || start !== size) await fetchPart({ url, part, start, size, atMost, silence, slowest });
    } catch (error) {
      if (error instanceof Silence) {
        givenUp.add(host);
        throw problem('an answer', error.message, error);
      }
      if (!(error instanceof Interrupted)) throw error;
      broken = error.message;
      if ((await sizeOf(part)) > start) attempt = 0;
      asked = Math.min(error.pause, LONGEST_PAUSE);
      continue;
    }
    const wrong = await fault(part, wanted);
    if (wrong === undefined) return rename(part, to);
    await rm(part, { force: true });
    if (start === 0) throw problem(wrong.expected, wrong.found);
    broken = `${wrong.found} instead of ${wrong.expected}`;
  }
  throw problem('a whole file', `${broken}, at each of ${attempts} attempts`);
}
