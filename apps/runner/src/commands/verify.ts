import { styleText } from 'node:util';
import { artifactsDir } from '@reprise/base';
import type { Profile } from '@reprise/records';
import type { Command } from 'commander';
import { helpEnd, profileOption, seedOption } from '../command-line';

/** The exit status if there is nothing to judge. */
const UNJUDGED = 2;

/** `reprise verify` */
export const verify = (program: Command): Command =>
  program
    .command('verify')
    // Status 1 means a contradiction, so a wrong option is status 2.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : UNJUDGED))
    .description('compare the results with the declared verdicts on the notebook’s claims')
    .addOption(profileOption('profile of the verdicts', 'sweep'))
    .addOption(seedOption('seed of the verdicts'))
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      helpEnd(['npx reprise verify', 'npx reprise verify --profile sweep'], {
        0: 'all verdicts hold',
        1: 'a result contradicts a verdict',
        2: 'something was not measured, or there is nothing to judge',
      }),
    )
    .action(async ({ profile, seed, json }: { profile: string; seed: number; json?: boolean }) => {
      // Loaded here because it takes half a second, which other commands and every --help would spend too.
      const { readClaims, renderVerification, verify } = require('@reprise/eval') as typeof import('@reprise/eval');
      const sweep = profile === 'sweep';
      const record = await readClaims(artifactsDir(), sweep ? 'full' : (profile as Profile), seed, sweep).catch(
        (error: unknown) => {
          process.exitCode = UNJUDGED;
          throw error;
        },
      );
      const verification = verify(record);
      const text = (): string => renderVerification(record).replace(/^ {2}!.*$/gm, (line) => styleText('red', line));
      console.log(json ? JSON.stringify({ ...record, ...verification }, null, 2) : text());
      process.exitCode = verification.exitCode;
    });
