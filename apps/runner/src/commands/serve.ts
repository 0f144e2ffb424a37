import { createRequire } from 'node:module';
import { profileOption } from '@reprise/records';
import type { Command } from 'commander';
import { helpEnd } from '../help-end';
import { seedOption } from '../seed-option';
import { hostOption, portOption } from '../serve/address-options';

const later = createRequire(__filename);

interface ServeOptions {
  profile: string;
  seed: number;
  port: number;
  host: string;
}

/** `reprise serve` */
export const serve = (program: Command): Command =>
  program
    .command('serve')
    .description('serve the page that runs the models in a browser, for this machine alone')
    .addOption(profileOption('whose page'))
    .addOption(seedOption('whose page'))
    .addOption(portOption(8080))
    .addOption(hostOption())
    .addHelpText(
      'after',
      helpEnd(['npx reprise serve', 'npx reprise serve --port 0'], {
        0: 'stopped by Ctrl+C or SIGTERM',
        1: 'there is no page, or the port is taken',
      }),
    )
    .action(async ({ profile, seed, port, host }: ServeOptions) => {
      const { artifactsDir, checkManifest } = require('@reprise/base') as typeof import('@reprise/base');
      const { servePage } = later('../serve/serve-page') as typeof import('../serve/serve-page');
      const { untilStopped } = later('../serve/until-stopped') as typeof import('../serve/until-stopped');
      const folder = artifactsDir(profile, 'page', `seed-${seed}`);
      const task = profile === 'full' && seed === 1 ? 'page:build' : `page:build:${profile} --seed=${seed}`;
      const { sha256 } = await checkManifest(folder, task, ['index.html']);
      const names = [...Object.keys(sha256), 'manifest.json'];
      await untilStopped(await servePage(folder, { host, port, names }), 'Reprise serves');
    });
