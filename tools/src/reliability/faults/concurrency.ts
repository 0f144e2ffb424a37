import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '@reprise/base';
import { runIn } from '../run-in';
import { endedWell, manifestOf, nothingHalfWritten, sameArtefacts } from './expectations';
import { EQUAL, type FaultCase } from './fault-case';
import { NATIVE, TASKS } from './tasks';

/** Runs one command several times at once. @throws Broken when one does not end well */
async function atOnce(root: string, times: number, command: string[], env: Record<string, string> = {}): Promise<void> {
  const runs = Array.from({ length: times }, () => runIn(root, command, { env, seconds: 600 }));
  (await Promise.all(runs)).forEach(endedWell);
}

/** A task's main file, several times at once. */
const direct = (root: string, task: keyof typeof TASKS, times: number): FaultCase => ({
  fault: `${task}, ${times} runs at once`,
  async run() {
    const { command, output } = TASKS[task];
    const before = manifestOf(join(root, output));
    await atOnce(root, times, command);
    sameArtefacts(join(root, output), before);
    nothingHalfWritten(join(root, 'artifacts'));
    return EQUAL;
  },
});

/** One Nx task several times at once, first from nothing, then from Nx's cache. */
const byNx = (root: string, times: number): FaultCase => ({
  fault: `nx run data:urls, ${times} runs at once, from nothing and from the cache`,
  async run() {
    const folder = join(root, 'artifacts/data/urls');
    const before = manifestOf(folder);
    for (const cold of [true, false]) {
      if (cold) {
        rmSync(join(root, '.nx'), { recursive: true, force: true });
        rmSync(folder, { recursive: true });
      }
      await atOnce(root, times, ['nx', 'run', 'data:urls']);
      sameArtefacts(folder, before);
    }
    // What they left in the cache is whole as well.
    endedWell(await runIn(root, ['nx', 'run', 'data:urls']));
    sameArtefacts(folder, before);
    return EQUAL;
  },
});

/** The native library, put in place twice at once in a cache of its own. */
const runtime = (root: string): FaultCase => ({
  fault: 'tools:runtime, 2 runs at once in an empty cache',
  async run() {
    const cache = tempFolder();
    try {
      rmSync(join(root, NATIVE), { recursive: true, force: true });
      await atOnce(root, 2, ['ts-node', 'tools/src/runtime.ts'], { XDG_CACHE_HOME: cache });
      endedWell(await runIn(root, TASKS['text:birnn'].command, { env: { XDG_CACHE_HOME: cache } }));
      nothingHalfWritten(join(cache, 'reprise'));
      return 'one builds, the other waits; a training then runs on it';
    } finally {
      rmSync(cache, { recursive: true });
      rmSync(join(root, NATIVE), { recursive: true, force: true });
      endedWell(await runIn(root, ['ts-node', 'tools/src/runtime.ts']));
    }
  },
});

export const concurrencyCases = (root: string): FaultCase[] => [
  ...[2, 8].flatMap((times) => [
    ...(['data:urls', 'data:fashion-mnist', 'text:birnn', 'eval:report', 'page:build'] as const).map((task) =>
      direct(root, task, times),
    ),
    byNx(root, times),
  ]),
  runtime(root),
];
