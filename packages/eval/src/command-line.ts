import { Problem } from '@reprise/base';
import { profileOption, seedOption, type Profile } from '@reprise/records';
import { Command, CommanderError } from 'commander';

export interface ReportOptions {
  profile: Profile;
  seed: number;
}

/** What the command line can ask for. */
export interface Commands {
  /** `report --profile=PROFILE --seed=N` */
  report(options: ReportOptions): Promise<void>;
  /** `claims --profile=PROFILE --seed=N` */
  claims(options: ReportOptions): Promise<void>;
  /** `sweep` */
  sweep(): Promise<void>;
}

/**
 * Reads the command line and runs what it asks for.
 *
 * @throws Problem when the command line is not understood, and whatever the command throws
 */
export async function runCommandLine(argv: readonly string[], commands: Commands): Promise<void> {
  const program = new Command('eval').exitOverride().configureOutput({ writeErr: () => undefined });
  const ofRun = (name: 'report' | 'claims', description: string): Command =>
    program
      .command(name)
      .description(description)
      .addOption(profileOption('of the runs to report on'))
      .addOption(seedOption('of the runs to report on'))
      .allowExcessArguments(false)
      .action(commands[name])
      .exitOverride();
  ofRun('report', 'judge and draw what the models’ folders hold');
  ofRun('claims', 'judge the notebook’s claims');
  program
    .command('sweep')
    .description('judge the notebook’s claims on five seeds and five splits')
    .allowExcessArguments(false)
    .action(() => commands.sweep())
    .exitOverride();
  try {
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    const found = error.message.replace(/^error: /, '').replace(/\s+/g, ' ');
    const todo = 'Example: ts-node packages/eval/src/main.ts report --profile=full --seed=1';
    throw new Problem({
      where: 'command line',
      expected: 'report or claims, with --profile=PROFILE --seed=N, or sweep',
      found,
      todo,
    });
  }
}
