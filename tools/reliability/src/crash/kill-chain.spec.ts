// A sample of reliability:crash, which kills every task.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withScratchWorkspace } from '@reprise/tools';
import { artefactsOf, listing } from '../workspace/artefacts';
import { planTasks } from '../workspace/tasks';
import { type Chain, CRASH_FOLDERS, crashEnvironment, killChain, processesWith, survivors } from './kill-chain';

test(
  'a data task and a training that were killed give identical artefacts when rerun, and nothing is left',
  () =>
    withScratchWorkspace(
      async (root) => {
        const { 'data:urls': urls, 'ngram-logistic:train': ngrams } = planTasks(root);
        mkdirSync(join(root, CRASH_FOLDERS.temporary), { recursive: true });
        const [program, ...args] = ngrams.command;
        const env = crashEnvironment(root, 'REPRISE_CRASH_CHAIN=undisturbed;');
        execFileSync(program, args, { cwd: root, env, stdio: 'pipe' });
        const watched = ['artifacts', '.reprise/checkpoints', CRASH_FOLDERS.temporary];
        const clean = listing(root, watched);

        // The URLs take half a second; the training takes two, and its Nx, which takes one more, is killed.
        const chains: Chain[] = [
          {
            task: urls,
            target: 'task',
            kills: [
              { signal: 'SIGTERM', afterMs: 350 },
              { signal: 'SIGKILL', afterMs: 350 },
            ],
            keepOutput: true,
          },
          { task: ngrams, target: 'nx', kills: [{ signal: 'SIGKILL', afterMs: 2500 }], keepOutput: false },
        ];
        for (const chain of chains) {
          const expected = await artefactsOf(root, chain.task);
          const { delivered, failures } = await killChain(chain, { root, expected });
          expect(failures).toEqual([]);
          expect(delivered).toEqual(chain.kills.map(({ signal }) => signal));
          const left = [...listing(root, watched)].filter((name) => !clean.has(name));
          expect(left.filter((name) => name.includes('.lock'))).toEqual([]);
          expect(left.length).toBeLessThanOrEqual(1);
          for (const name of left) rmSync(join(root, name), { recursive: true });
        }
        expect(readdirSync(join(root, 'artifacts', 'quick'))).toEqual(['ngram-logistic']);

        // Of the reprise command, Nx and the task, none outlives its parent.
        const marker = 'REPRISE_CRASH_CHAIN=command;';
        const reprise = ['apps/runner/bin/reprise.js', 'train', 'ngram-logistic', '--profile', 'quick'];
        const child = spawn(program, reprise, { cwd: root, env: crashEnvironment(root, marker), stdio: 'ignore' });
        const running = (): boolean =>
          processesWith(marker).some(({ command }) => command.includes('main.ts ngram-logistic'));
        while (!running()) await sleep(100);
        child.kill('SIGKILL');
        expect(running()).toBe(true);
        expect(await survivors(marker)).toEqual([]);
      },
      { data: true },
    ),
  180_000,
); // the lock of a killed task is taken over after ten seconds
