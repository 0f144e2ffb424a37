import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { artifactsDir, checkManifest } from '@reprise/base';
import type { Command } from 'commander';
import { helpEnd, hostOption, portOption, profileOption, seedOption } from '../command-line';
import { serveUntilStopped } from '../serve/listen';
import { reportReply } from '../serve/report-reply';
import { servePage } from '../serve/serve-page';

/** `reprise serve` */
export const serve = (program: Command): Command =>
  program
    .command('serve')
    .description('serve the page that runs the models in a browser, and the report, by default to this machine only')
    .addOption(profileOption('profile of the page'))
    .addOption(seedOption('seed of the page'))
    .addOption(portOption(8080))
    .addOption(hostOption())
    .addHelpText(
      'after',
      helpEnd(['npx reprise serve', 'npx reprise serve --port 0'], {
        0: 'stopped by Ctrl+C or SIGTERM',
        1: 'there is no page, or the port is in use',
      }),
    )
    .action(async ({ profile, seed, port, host }: { profile: string; seed: number; port: number; host: string }) => {
      const folder = artifactsDir(profile, 'page', `seed-${seed}`);
      const task = profile === 'full' && seed === 1 ? 'page:build' : `page:build:${profile} --seed=${seed}`;
      const { sha256 } = await checkManifest(folder, task, ['index.html']);
      const names = [...Object.keys(sha256), 'manifest.json'];
      const report = artifactsDir(profile, 'report', `seed-${seed}`);
      const repliers = new Map([['report.html', reportReply(report)]]);
      const hasReport = (): boolean => existsSync(join(report, 'report.html'));
      await serveUntilStopped(await servePage(folder, names, { host, port }, repliers, hasReport), 'the page');
    });
