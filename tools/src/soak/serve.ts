import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { artifactsDir, readManifest } from '@reprise/base';
import { repriseServe } from '../browser/reprise-serve';
import { inMb, overRounds } from './growth';
import type { Part } from './part';
import { annoy } from './rude-clients';

const CLIENTS = 200;
const RUDE_EACH = 5;
const ROUNDS = 6;
const ROUND_MS = 10_000;
const BOUND = 1e6;
/** An answer that takes longer is a failure. */
const LIMIT_MS = 10_000;
/** What the server gives a client to send its headers, and some more. */
const SETTLE_MS = 13_000;

/** Bytes that the server holds after a garbage collection. */
async function heldBy(server: ChildProcess): Promise<number> {
  const answered = once(server, 'message') as Promise<[number]>;
  server.send('hold');
  return (await answered)[0];
}

/** Bytes of a process in memory, and its open files, as Linux tells them. */
const sizeOf = (pid: number): number =>
  1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
const filesOf = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

/** Gets a file. @returns what is wrong with the answer, or undefined */
const fetchOnce = (agent: Agent, url: string, sha256: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const request = get(url, { agent, timeout: LIMIT_MS }, (response) => {
      const hash = createHash('sha256');
      response.on('data', (chunk: Buffer) => hash.update(chunk));
      response.on('error', (error) => resolve(error.message));
      response.on('end', () => {
        if (response.statusCode !== 200) return resolve(`status ${response.statusCode}`);
        resolve(hash.digest('hex') === sha256 ? undefined : 'other bytes');
      });
    });
    request.on('timeout', () => request.destroy(new Error(`no answer for ${LIMIT_MS / 1000} s`)));
    request.on('error', (error) => resolve(error.message));
  });

/** 200 clients at once for a minute, and slow and rude ones among them. */
export async function serveMany(): Promise<Part> {
  const folder = artifactsDir('quick', 'page', 'seed-1');
  const files = Object.entries((await readManifest(folder, 'page:build:quick')).sha256);
  const largest = '/images.bin';
  const server = await repriseServe('quick', 1, join(__dirname, 'hold-on-ask.js'));
  try {
    const { child, origin } = server;
    const pid = child.pid as number;
    const failed: string[] = [];
    let answers = 0;
    const load = async (ms: number): Promise<void> => {
      const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
      const until = Date.now() + ms;
      const client = async (i: number): Promise<void> => {
        for (let k = i; Date.now() < until; k++) {
          const [name, sha256] = files[k % files.length];
          const wrong = await fetchOnce(agent, `${origin}/${name}`, sha256);
          if (wrong === undefined) answers++;
          else failed.push(`${name}: ${wrong}`);
        }
      };
      await Promise.all(Array.from({ length: CLIENTS }, (_, i) => client(i)));
      agent.destroy();
    };
    const opened = filesOf(pid);
    const rude = new Map<string, number>();
    let resident = 0;
    /** A round, and the time in which the server lets go of clients who never end. */
    const round = async (): Promise<void> => {
      const leave = annoy(Number(new URL(origin).port), largest, RUDE_EACH);
      await load(ROUND_MS);
      resident = sizeOf(pid);
      for (const [name, times] of leave()) rude.set(name, (rude.get(name) ?? 0) + times);
      await sleep(SETTLE_MS);
    };
    // Not counted: what the server takes once it is busy.
    await round();
    answers = 0;
    const { growth, sizes } = await overRounds(ROUNDS, round, () => heldBy(child));
    const open = filesOf(pid) - opened;
    const failures = [
      ...failed.slice(0, 10).map((line) => `serve: ${line}`),
      ...(growth >= BOUND ? [`serve: it grew by ${inMb(growth)} (${sizes.map(inMb).join(', ')})`] : []),
      ...(open > 0 ? [`serve: ${open} files or connections are left open`] : []),
    ];
    return {
      rows: [
        {
          fault: `requests by ${CLIENTS} clients at once for ${(ROUNDS * ROUND_MS) / 1000} s, rude ones among them`,
          times: answers + failed.length,
          outcome: `${failed.length} failed, ${inMb(growth)} growth, ${open} files left open; ${inMb(sizes[ROUNDS])} held at the end, ${inMb(resident)} in memory`,
        },
        ...Array.from(rude, ([name, times]) => ({
          fault: `a client that ${name}`,
          times,
          outcome: failed.length === 0 ? 'no other client noticed' : 'others noticed',
        })),
      ],
      failures,
    };
  } finally {
    await server.close();
  }
}
