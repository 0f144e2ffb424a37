import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { artifactsDir, digest, readManifest } from '@reprise/base';
import { repriseServe } from '@reprise/tools';
import { growthOf, inMb, measureRounds, type Part } from './soak';

const CLIENTS = 200;
const ROUNDS = 6;
const ROUND_MS = 10_000;
const BOUND = 1e6;
/** An answer that takes longer is a failure. */
const LIMIT_MS = 10_000;
/** The server's limit for idle connections, and some more. */
const SETTLE_MS = 8_000;

/** @throws Error unless the file arrives with this digest in time */
async function getFile(url: string, sha256: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
  const body = Buffer.from(await response.arrayBuffer());
  if (!response.ok) throw new Error(`status ${response.status}`);
  if (digest(body) !== sha256) throw new Error('other bytes');
}

/** 200 clients at once for a minute. */
export async function soakServe(): Promise<Part> {
  const folder = artifactsDir('quick', 'page', 'seed-1');
  const files = Object.entries((await readManifest(folder, 'page:build:quick')).sha256);
  const { child, origin, close } = await repriseServe('quick', 1, join(__dirname, 'report-memory.js'));
  try {
    const failures: string[] = [];
    let answers = 0;
    const load = async (): Promise<void> => {
      const until = Date.now() + ROUND_MS;
      const client = async (i: number): Promise<void> => {
        for (let k = i; Date.now() < until; k++) {
          const [name, sha256] = files[k % files.length];
          await getFile(`${origin}/${name}`, sha256).then(
            () => answers++,
            (error: Error) => failures.push(`serve: ${name}: ${error.message} ${String(error.cause ?? '')}`),
          );
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, (_, i) => client(i)));
    };
    /** The load, and the time in which the server closes idle connections. */
    const round = async (): Promise<void> => {
      await load();
      await sleep(SETTLE_MS);
    };
    /** Bytes that the server holds after a garbage collection. */
    const held = async (): Promise<number> => {
      const answered = once(child, 'message') as Promise<[number]>;
      child.send('memory');
      return (await answered)[0];
    };
    const openFiles = (): number => readdirSync(`/proc/${child.pid}/fd`).length;
    const opened = openFiles();
    await round(); // what a busy server allocates for good does not count
    answers = 0;
    const sizes = await measureRounds(ROUNDS, round, held);
    const growth = growthOf(sizes);
    const failed = failures.length;
    if (growth >= BOUND) failures.push(`serve: growth of ${inMb(growth)} (${sizes.map(inMb).join(', ')})`);
    const left = openFiles() - opened;
    if (left > 0) failures.push(`serve: ${left} files or connections are left open`);
    const result = `${failed} failed; growth ${inMb(growth)}; ${left} left open`;
    return {
      rows: [
        {
          fault: `requests by ${CLIENTS} clients at once for ${(ROUNDS * ROUND_MS) / 1000} s`,
          trials: answers + failed,
          asserts: `the right bytes within ${LIMIT_MS / 1000} s; growth below ${inMb(BOUND)}; no file or connection left open`,
          result,
        },
      ],
      failures: failures.slice(-20),
    };
  } finally {
    await close();
  }
}
