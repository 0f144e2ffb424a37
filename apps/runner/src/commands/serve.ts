import { once } from 'node:events';
import { createRequire } from 'node:module';
import { profileOption } from '@reprise/engine/options';
import { type Command, InvalidArgumentError } from 'commander';
import { helpEnd } from '../help-end';
import { seedOption } from '../seed-option';

const later = createRequire(__filename);

interface ServeOptions {
  profile: string;
  seed: number;
  port: number;
  host: string;
}

function port(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 65535) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 0 (any free port) to 65535, such as --port 8080.');
}

/** `reprise serve` */
export const serve = (program: Command): Command =>
  program
    .command('serve')
    .description('serve the page that runs the models in a browser, for this machine alone')
    .addOption(profileOption('whose page'))
    .addOption(seedOption('whose page'))
    .option('--port <port>', 'to listen on; 0 is any free one', port, 8080)
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .addHelpText(
      'after',
      helpEnd(['npx reprise serve', 'npx reprise serve --port 0'], {
        0: 'stopped by Ctrl+C or SIGTERM',
        1: 'there is no page, or the port is taken',
      }),
    )
    .action(async ({ profile, seed, port, host }: ServeOptions) => {
      const { artifactsDir, checkManifest } = require('@reprise/data') as typeof import('@reprise/data');
      const { isLoopback } = later('../serve/is-loopback') as typeof import('../serve/is-loopback');
      const { servePage } = later('../serve/serve-page') as typeof import('../serve/serve-page');
      const folder = artifactsDir(profile, 'page', `seed-${seed}`);
      await checkManifest(folder, profile === 'full' ? 'page:build' : `page:build:${profile}`);
      const { url, close } = await servePage(folder, { host, port });
      if (!isLoopback(host)) console.error(`Other machines can reach this server, since it listens on ${host}.`);
      console.log(`Reprise serves ${url} (Ctrl+C stops it)`);
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      await close();
    });
