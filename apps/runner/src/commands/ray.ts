import { createRequire } from 'node:module';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { helpEnd } from '../help-end';
import { statusOf } from '../status-of';

const later = createRequire(__filename);

/** `reprise ray` */
export const ray = (program: Command): Command =>
  program
    .command('ray')
    .description('Ray’s own command, for a cluster whose nodes can run tasks of this clone')
    .argument('<args...>', 'as `ray` has them: start, stop, status')
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
        { 0: 'done', 1: 'it is not' },
      ),
    )
    .action(async (args: string[]) => {
      const { repositoryRoot } = require('@reprise/base') as typeof import('@reprise/base');
      const { ensureRay } = later('../sweep/ensure-ray') as typeof import('../sweep/ensure-ray');
      const folder = dirname(await ensureRay());
      const env = { ...process.env, REPRISE_WORKSPACE: repositoryRoot(), RAY_USAGE_STATS_ENABLED: '0' };
      process.exitCode = await statusOf(spawn(join(folder, 'ray'), args, { stdio: 'inherit', env }));
    });
