import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tempFolder } from '@reprise/base';
import { FAULTS, faultyServer } from '@reprise/base/testing';
import { fetchFashionMnist } from '@reprise/data/testing';
import { Broken } from './expectations';
import type { FaultCase } from './fault-case';

/** Patience for files of 26 MB on a machine that has other work. */
const OPTIONS = { silence: 3000, slowest: { bytes: 1000, ms: 4000 }, pause: 1, attempts: 3 };

/**
 * Fetches Fashion-MNIST from a server that misbehaves and, where that has no good end, from the good one that comes next:
 * its real sources are two hosts as well, tried in the same way.
 */
async function fetchPast(root: string, fault: number): Promise<string> {
  const cache = tempFolder();
  const packed = new Map<string, Buffer>();
  const original = (name: string): Buffer =>
    readFileSync(join(root, 'artifacts/data/fashion-mnist', name.replace(/\.gz$/, '')));
  const bodyOf = (name: string): Buffer => {
    const bytes = packed.get(name) ?? gzipSync(original(name), { level: 1 });
    packed.set(name, bytes);
    return bytes;
  };
  try {
    const { source, value } = await faultyServer(bodyOf, (url) => {
      const mirrors = [
        { name: 'the first mirror', url: `${url}${fault}/` },
        { name: 'the next mirror', url: `${url}0/` },
      ];
      // Each host of its own: a silent one must not shut out the good one at the same address.
      const givenUp = Object.assign(new Set<string>(), { has: () => false });
      return fetchFashionMnist({ cache, mirrors, installed: join(cache, 'none'), download: { ...OPTIONS, givenUp } });
    });
    for (const [name, bytes] of Object.entries(value))
      if (!bytes.equals(original(name))) throw new Broken(`${name} has other bytes`);
    const left = readdirSync(cache).filter((name) => !Object.hasOwn(value, name));
    if (left.length > 0) throw new Broken(`left in the cache: ${left.join(', ')}`);
    return `the right files, from ${source}`;
  } finally {
    rmSync(cache, { recursive: true });
  }
}

/** What servers do to a download, and what comes of it. */
export const serverCases = (root: string): FaultCase[] =>
  FAULTS.slice(1).map(({ name }, i) => ({ fault: `a server that ${name}`, run: () => fetchPast(root, i + 1) }));
