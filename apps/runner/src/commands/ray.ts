import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { repositoryRoot } from '@reprise/base';
import type { Command } from 'commander';
import { helpEnd } from '../command-line';
import { exitStatusOf } from '../nx/run-nx';
import { installRay } from '../sweep/ray';

/** `reprise ray` */
export const ray = (program: Command): Command =>
  program
    .command('ray')
    .description('run Ray’s own command, for a cluster whose nodes can run tasks of this clone')
    .argument('<args...>', 'arguments of `ray`: start, stop, status')
    .passThroughOptions()
    .allowUnknownOption()
    .addHelpText(
      'after',
      helpEnd(
        [
          'npx reprise ray start --head --num-cpus=2',
          'npx reprise ray start --address=HOST:6379 --num-cpus=2',
          'npx reprise ray stop',
        ],
        { 0: 'done', 1: 'failed' },
      ),
    )
    .action(async (args: string[]) => {
      const folder = dirname(await installRay());
      const env = { ...process.env, REPRISE_WORKSPACE: repositoryRoot(), RAY_USAGE_STATS_ENABLED: '0' };
      process.exitCode = await exitStatusOf(spawn(join(folder, 'ray'), args, { stdio: 'inherit', env }));
    });
