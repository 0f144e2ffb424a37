// A sample of tools:crash-test, which kills every task.
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withScratchWorkspace } from '../reliability/scratch-workspace';
import { identity, killChain, nobodyLeft } from './kill-chain';
import { listing, processesWith } from './leftovers';
import { openPlace } from './place';
import { type CrashTask, NX, TS_NODE } from './tasks';

const URLS: CrashTask = {
  name: 'data:urls',
  output: 'artifacts/data/urls',
  direct: [TS_NODE, 'packages/data/src/main.ts', 'urls'],
  nx: [NX, 'run', 'data:urls:quick', '--exclude-task-dependencies'],
};
const NGRAMS: CrashTask = {
  name: 'text:ngram-logistic',
  output: 'artifacts/quick/ngram-logistic/seed-1',
  direct: [TS_NODE, 'packages/text/src/main.ts', 'ngram-logistic', '--profile=quick', '--seed=1'],
  nx: [NX, 'run', 'text:ngram-logistic:quick', '--exclude-task-dependencies'],
};

test(
  'killed in the middle, a data task and a training end as undisturbed, and nothing is left',
  () =>
    withScratchWorkspace(
      async (root) => {
        const place = openPlace(root);
        place.expected.set('data:urls', await identity(root, URLS));
        execFileSync(process.execPath, NGRAMS.direct, {
          cwd: root,
          env: place.environment('REPRISE_CRASH_CHAIN=undisturbed;'),
          stdio: 'pipe',
        });
        place.expected.set('text:ngram-logistic', await identity(root, NGRAMS));
        const clean = listing(root, ['artifacts', '.reprise/checkpoints', '.crash/tmp']);

        const kill = (signal: 'SIGKILL' | 'SIGTERM', afterMs: number) => ({ signal, afterMs });
        // The URLs take a second; the training takes six, and its Nx is killed.
        const chains = [
          { task: URLS, way: 'direct', kills: [kill('SIGTERM', 700), kill('SIGKILL', 700)], over: true },
          { task: NGRAMS, way: 'nx', kills: [kill('SIGKILL', 5000)], over: false },
        ] as const;
        for (const chain of chains) {
          const { landed, failures } = await killChain({ ...chain, kills: [...chain.kills] }, place);
          expect(failures).toEqual([]);
          expect(landed).toEqual(chain.kills.map(({ signal }) => signal));
          const left = [...listing(root, ['artifacts', '.reprise/checkpoints', '.crash/tmp'])].filter(
            (name) => !clean.has(name),
          );
          expect(left.filter((name) => name.includes('.lock'))).toEqual([]);
          expect(left.length).toBeLessThanOrEqual(1);
          for (const name of left) rmSync(join(root, name), { recursive: true });
        }
        expect(readdirSync(join(root, 'artifacts', 'quick'))).toEqual(['ngram-logistic']);

        // Of the reprise command, Nx and the task, none outlives the one before.
        const marker = 'REPRISE_CRASH_CHAIN=command;';
        const args = ['apps/runner/bin/reprise.js', 'train', 'ngram-logistic', '--profile', 'quick'];
        const child = spawn(process.execPath, args, { cwd: root, env: place.environment(marker), stdio: 'ignore' });
        const running = (): boolean =>
          processesWith(marker).some(({ command }) => command.includes('main.ts ngram-logistic'));
        while (!running()) await sleep(100);
        child.kill('SIGKILL');
        expect(running()).toBe(true);
        expect(await nobodyLeft(marker)).toEqual([]);
      },
      { data: true },
    ),
  180_000,
); // a killed task's lock is taken over after ten seconds
