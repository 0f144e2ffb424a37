import { spawnSync } from 'node:child_process';
import { repositoryRoot } from '@reprise/base';
import type { Command } from 'commander';
import { helpEnd, profileOption, seedOption } from '../command-line';

/** The exit status if nothing was trained. */
const NOTHING = 2;

interface Options {
  profile: string;
  seed: number;
  json?: boolean;
  published?: boolean;
}

/** In a process of its own: it takes half a second to load, which other commands and every --help would spend too. */
const command = ({ profile, seed, json, published }: Options): string[] =>
  published
    ? ['tools/src/publish/main.ts', '--check']
    : [
        ...['packages/eval/src/main.ts', 'verify', `--profile=${profile}`, `--seed=${seed}`],
        ...(json ? ['--json'] : []),
      ];

/** `reprise verify` */
export const verify = (program: Command): Command =>
  program
    .command('verify')
    // Status 1 means a contradiction, so a wrong option is status 2.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : NOTHING))
    .description('compare a run with the published seeds, or the published pages with their records')
    .addOption(profileOption('profile of the run'))
    .addOption(seedOption('seed of the run'))
    .option(
      '--published',
      'recompute verdicts, tables and intervals from the committed records; needs no TensorFlow and no data',
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      helpEnd(['npx reprise verify', 'npx reprise verify --published'], {
        0: 'nothing differs',
        1: 'a fact or number of the run is unlike the published seeds, or a page unlike its records',
        2: 'nothing was trained',
      }),
    )
    .action((options: Options) => {
      const args = ['-r', './tools/ts-node-cached.js', ...command(options)];
      const { status } = spawnSync(process.execPath, args, { cwd: repositoryRoot(), stdio: 'inherit' });
      process.exitCode = status ?? NOTHING;
    });
