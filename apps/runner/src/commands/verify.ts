import { type Profile, profileOption } from '@reprise/records';
import type { Command } from 'commander';
import { colors } from '../colors';
import { EXIT_STATUS } from '../exit-status';
import { helpEnd } from '../help-end';
import { seedOption } from '../seed-option';

interface VerifyOptions {
  profile: string;
  seed: number;
  json?: boolean;
}

/** `reprise verify` */
export const verify = (program: Command): Command =>
  program
    .command('verify')
    // Status 1 says that something contradicts; a wrong option is something that cannot be judged.
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT_STATUS.done : EXIT_STATUS.unjudged))
    .description('hold what was found against the verdicts that are declared on the notebook’s claims')
    .addOption(profileOption('whose verdicts', 'sweep'))
    .addOption(seedOption('whose verdicts'))
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      helpEnd(['npx reprise verify', 'npx reprise verify --profile sweep'], {
        0: 'nothing contradicts',
        1: 'something does',
        2: 'something was not measured, or there is nothing to judge',
      }),
    )
    .action(async ({ profile, seed, json }: VerifyOptions) => {
      const { artifactsDir } = require('@reprise/base') as typeof import('@reprise/base');
      const { readClaims, renderVerification, verify } = require('@reprise/eval') as typeof import('@reprise/eval');
      const sweep = profile === 'sweep';
      const record = await readClaims(artifactsDir(), sweep ? 'full' : (profile as Profile), seed, sweep).catch(
        (error: unknown) => {
          // The message says which task is to run.
          process.exitCode = EXIT_STATUS.unjudged;
          throw error;
        },
      );
      const verification = verify(record);
      const text = (): string => renderVerification(record).replace(/^ {2}!.*$/gm, colors.red);
      console.log(json ? JSON.stringify({ ...record, ...verification }, null, 2) : text());
      process.exitCode = verification.exitCode;
    });
