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

/** An address or a name; IPv6 with or without its brackets. */
function host(text: string): string {
  const bare = text.replace(/^\[(.*)\]$/, '$1');
  // Of an empty one Node would make every address of the machine.
  if (bare.trim() === '') throw new InvalidArgumentError('Expected an address of this machine, such as 127.0.0.1.');
  return bare;
}

/** `reprise serve` */
export const serve = (program: Command): Command =>
  program
    .command('serve')
    .description('serve the page that runs the models in a browser, for this machine alone')
    .addOption(profileOption('whose page'))
    .addOption(seedOption('whose page'))
    .option('--port <port>', 'to listen on; 0 is any free one', port, 8080)
    .option('--host <host>', 'address to listen on', host, '127.0.0.1')
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
      const task = profile === 'full' && seed === 1 ? 'page:build' : `page:build:${profile} --seed=${seed}`;
      const { sha256 } = await checkManifest(folder, task, ['index.html']);
      const names = [...Object.keys(sha256), 'manifest.json'];
      const { url, address, close } = await servePage(folder, { host, port, names });
      if (!isLoopback(address)) console.error(`Other machines can reach this server, since it listens on ${address}.`);
      console.log(`Reprise serves ${url} (Ctrl+C stops it)`);
      await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
      await close();
    });
