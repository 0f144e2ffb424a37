import { Problem } from '@reprise/data';
import { Profile, PROFILES } from '@reprise/engine/records';
import { Command, CommanderError, InvalidArgumentError } from 'commander';

export interface ReportOptions {
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
 * Reads the command line and runs what it asks for.
 *
 * @param report what `report --profile=PROFILE --seed=N` does
 * @throws Problem when the command line is not understood, and whatever `report` throws
 */
export async function runCommandLine(
  argv: readonly string[],
  report: (options: ReportOptions) => Promise<void>,
): Promise<void> {
  const program = new Command('eval').exitOverride().configureOutput({ writeErr: () => undefined });
  program
    .command('report')
    .description('judge and draw what the models’ folders hold')
    .option('--profile <profile>', 'full or quick', profile, 'full')
    .option('--seed <n>', 'of the runs to report on', seed, 1)
    .allowExcessArguments(false)
    .action(report)
    .exitOverride();
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    const found = error.message.replace(/^error: /, '').replace(/\s+/g, ' ');
    const todo = 'Example: ts-node packages/eval/src/main.ts report --profile=full --seed=1';
    throw new Problem({ where: 'command line', expected: 'report --profile=PROFILE --seed=N', found, todo });
  }
}
