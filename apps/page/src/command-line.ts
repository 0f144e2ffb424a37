import { Problem } from '@reprise/data';
import { Profile, PROFILES } from '@reprise/engine/records';
import { Command, CommanderError, InvalidArgumentError } from 'commander';

export interface PageOptions {
  profile: Profile;
  seed: number;
}

const profile = (text: string): Profile => {
  const parsed = Profile.safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError(`It is one of ${PROFILES.join(', ')}.`);
  return parsed.data;
};

const seed = (text: string): number => {
  if (!/^\d{1,10}$/.test(text) || Number(text) > 0xffffffff)
    throw new InvalidArgumentError('It is a whole number from 0 to 4294967295.');
  return Number(text);
};

/**
 * Reads the command line, `--profile=PROFILE --seed=N`.
 * @throws Problem when it is not understood
 * @example parseCommandLine(['--profile=quick']) // { profile: 'quick', seed: 1 }
 */
export function parseCommandLine(argv: readonly string[]): PageOptions {
  const command = new Command('page')
    .option('--profile <profile>', 'whose models', profile, 'full')
    .option('--seed <n>', 'whose models', seed, 1)
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
