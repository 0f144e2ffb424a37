import type { Profile } from '@reprise/records';
import type { Command } from 'commander';
import { helpEnd, portOption, profileOption, seedOption, WATCH_PORT } from '../command-line';
import { serveUntilStopped } from '../serve/listen';
import { serveWatch } from '../watch/serve-watch';

/** `reprise watch` */
export const watch = (program: Command): Command =>
  program
    .command('watch')
    .description('serve the runs of this repository as they happen: tasks, curves and logs, to this machine only')
    .addOption(profileOption('profile of the models in the page'))
    .addOption(seedOption('seed of the models in the page'))
    .addOption(portOption(WATCH_PORT))
    .addHelpText(
      'after',
      helpEnd(['npx reprise watch', 'npx reprise watch --port 0'], {
        0: 'stopped by Ctrl+C or SIGTERM',
        1: 'the port is in use',
      }),
    )
    .action(async ({ profile, seed, port }: { profile: Profile; seed: number; port: number }) => {
      await serveUntilStopped(await serveWatch(profile, seed, port), 'the runs');
    });
