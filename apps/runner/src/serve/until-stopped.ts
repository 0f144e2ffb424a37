import { once } from 'node:events';
import { isLoopback } from './is-loopback';
import type { Served } from './listen';

/** Says where something is served, and whether others reach it; returns after Ctrl+C or SIGTERM, when it is closed. */
export async function untilStopped({ url, address, close }: Served, what: string): Promise<void> {
  if (!isLoopback(address)) console.error(`Other machines can reach this server, since it listens on ${address}.`);
  console.log(`${what} ${url} (Ctrl+C stops it)`);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await close();
}
