import { createRequire } from 'node:module';
import type { Command } from 'commander';
import { TOKEN_VARIABLE } from '../cache/variables';
import { helpEnd } from '../help-end';
import { hostOption, portOption } from '../serve/address-options';

const later = createRequire(__filename);

interface CacheOptions {
  folder: string;
  port: number;
  host: string;
}

/** Uploads over a slow line take their time. */
const HOUR = 3_600_000;

/** `reprise cache` */
export const cache = (program: Command): Command =>
  program
    .command('cache')
    .description(
      `share task results: serve a folder as Nx’s remote cache; who reaches it reads, a write needs ${TOKEN_VARIABLE}`,
    )
    .requiredOption('--folder <folder>', 'where the results are kept; made where it is missing')
    .addOption(portOption(8090))
    .addOption(hostOption())
    .addHelpText(
      'after',
      helpEnd([`${TOKEN_VARIABLE}=secret npx reprise cache --folder /srv/reprise-cache --host 0.0.0.0`], {
        0: 'stopped by Ctrl+C or SIGTERM',
        1: 'there is no token, the folder cannot be written, or the port is taken',
      }),
    )
    .action(async ({ folder, port, host }: CacheOptions) => {
      const { Problem } = require('@reprise/base') as typeof import('@reprise/base');
      const { cacheHandler } = later('../cache/cache-handler') as typeof import('../cache/cache-handler');
      const { listen } = later('../serve/listen') as typeof import('../serve/listen');
      const { untilStopped } = later('../serve/until-stopped') as typeof import('../serve/until-stopped');
      const token = process.env[TOKEN_VARIABLE] ?? '';
      if (token === '')
        throw new Problem({
          where: TOKEN_VARIABLE,
          expected: 'the token that a write must bring',
          found: 'none',
          todo: `Set it here and where results come from: ${TOKEN_VARIABLE}=$(openssl rand -hex 32)`,
        });
      await untilStopped(await listen(cacheHandler(folder, token), { host, port, request: HOUR }), 'Nx’s cache is at');
    });
