import { Problem } from '@reprise/base';
import type { Command } from 'commander';
import { cacheHandler, TOKEN_VARIABLE } from '../cache/cache-handler';
import { helpEnd, hostOption, portOption } from '../command-line';
import { listen, serveUntilStopped } from '../serve/listen';

/** An upload over a slow connection takes its time. */
const REQUEST_MS = 3_600_000;

/** `reprise cache` */
export const cache = (program: Command): Command =>
  program
    .command('cache')
    .description(
      `serve a folder as Nx’s remote cache, to share task results; reads are open, writes need ${TOKEN_VARIABLE}`,
    )
    .requiredOption('--folder <folder>', 'folder that keeps the results; created if it does not exist')
    .addOption(portOption(8090))
    .addOption(hostOption())
    .addHelpText(
      'after',
      helpEnd([`${TOKEN_VARIABLE}=secret npx reprise cache --folder /srv/reprise-cache --host 0.0.0.0`], {
        0: 'stopped by Ctrl+C or SIGTERM',
        1: 'there is no token, the folder cannot be written, or the port is in use',
      }),
    )
    .action(async ({ folder, port, host }: { folder: string; port: number; host: string }) => {
      const token = process.env[TOKEN_VARIABLE] ?? '';
      if (token === '')
        throw new Problem({
          where: TOKEN_VARIABLE,
          expected: 'the token that writes need',
          found: 'none',
          todo: `Set it here and on the machines that store results: ${TOKEN_VARIABLE}=$(openssl rand -hex 32)`,
        });
      const server = await listen(cacheHandler(folder, token), { host, port, requestTimeout: REQUEST_MS });
      await serveUntilStopped(server, 'Nx’s remote cache');
    });
