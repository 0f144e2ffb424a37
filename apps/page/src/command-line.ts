import { Problem } from '@reprise/base';
import { profileOption, seedOption, type Profile } from '@reprise/records';
import { Command, CommanderError } from 'commander';

export interface PageOptions {
  profile: Profile;
  seed: number;
}

/**
 * Reads the command line, `--profile=PROFILE --seed=N`.
 * @throws Problem when it is not understood
 * @example parseCommandLine(['--profile=quick']) // { profile: 'quick', seed: 1 }
 */
export function parseCommandLine(argv: readonly string[]): PageOptions {
  const command = new Command('page')
    .addOption(profileOption('whose models'))
    .addOption(seedOption('whose models'))
    .allowExcessArguments(false)
    .helpOption(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  try {
    return command.parse([...argv], { from: 'user' }).opts<PageOptions>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new Problem({
      where: 'command line',
      expected: '--profile=PROFILE --seed=N',
      found: error.message.replace(/^error: /, '').replace(/\s+/g, ' '),
      todo: 'Example: ts-node apps/page/src/main.ts --profile=full --seed=1',
    });
  }
}
