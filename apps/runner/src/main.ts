import { reportFailure } from '@reprise/base';
import { Command } from 'commander';
import { helpEnd } from './command-line';
import { cache } from './commands/cache';
import { classify } from './commands/classify';
import { doctor } from './commands/doctor';
import { all, fetch, report, train } from './commands/nx-commands';
import { ray } from './commands/ray';
import { serve } from './commands/serve';
import { sweep } from './commands/sweep';
import { verify } from './commands/verify';
import { watch } from './commands/watch';

const program = new Command('reprise')
  .description('A published Keras notebook, reproduced in TypeScript.')
  .enablePositionalOptions()
  .showHelpAfterError('(run reprise --help for all commands)')
  .addHelpText(
    'after',
    helpEnd(['npx reprise all --profile quick', 'npx reprise train --help'], {
      0: 'done',
      1: 'something failed',
      2: 'verify has nothing to judge',
      130: 'Ctrl+C',
    }),
  );

for (const add of [doctor, fetch, train, all, verify, classify, report, serve, watch, sweep, cache, ray]) add(program);

program.parseAsync().catch(reportFailure);
