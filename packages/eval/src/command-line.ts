import { Problem } from '@reprise/base';
import { profileOption, seedOption, type Profile } from '@reprise/records';
import { Argument, Command, CommanderError } from 'commander';

const TASKS = ['report', 'claims', 'sweep'] as const;

export interface EvalOptions {
  task: (typeof TASKS)[number];
  profile: Profile;
  seed: number;
}

/**
 * Reads the command line: `report` or `claims` with `--profile=PROFILE --seed=N`, or `sweep`.
 * @throws Problem for any other
 * @example parseCommandLine(['claims', '--profile=quick']) // { task: 'claims', profile: 'quick', seed: 1 }
 */
export function parseCommandLine(argv: readonly string[]): EvalOptions {
  const command = new Command('eval')
    .addArgument(new Argument('<task>').choices(TASKS))
    .addOption(profileOption())
    .addOption(seedOption())
    .allowExcessArguments(false)
    .helpOption(false)
    .exitOverride()
    .configureOutput({ writeErr: () => undefined });
  try {
    command.parse([...argv], { from: 'user' });
    const task = command.args[0] as EvalOptions['task'];
    if (task === 'sweep' && argv.length > 1) command.error(argv.join(' '));
    return { task, ...command.opts<Omit<EvalOptions, 'task'>>() };
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    throw new Problem({
      where: 'command line',
      expected: 'report or claims, with --profile=PROFILE --seed=N, or sweep',
      found: error.message.replace(/^error: /, '').replace(/\s+/g, ' '),
      todo: 'Example: ts-node packages/eval/src/main.ts report --profile=full --seed=1',
    });
  }
}
