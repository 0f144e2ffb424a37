import { relative } from 'node:path';
import { endOnSignal, reportFailure, repositoryRoot } from '@reprise/base';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { profileOption, seedOption, type Profile } from '@reprise/records';
import type { Experiment } from './experiment';
import { runExperiment } from './run-experiment';

/** A task that trains no model, with the same options. */
export interface Study {
  name: string;
  /** @returns the written folder */
  run(profile: Profile, seed: number): Promise<string>;
}

/**
 * The command of a package's training tasks: `NAME [--profile full|quick] [--seed N]`.
 * A {@link Problem} prints its message without a stack trace and exits with 1; signals end it as {@link endOnSignal} says.
 */
export async function trainCommand(tasks: (Experiment | Study)[], argv: string[]): Promise<void> {
  const names = tasks.map(({ name }) => name);
  const command = new Command('train')
    .addArgument(
      new Argument('<name>', `of the experiment: ${names.join(', ')}`).argParser((name: string) => {
        if (names.includes(name)) return name;
        throw new InvalidArgumentError(`\`allExperiments\` of the package’s index.ts has ${names.join(', ')}.`);
      }),
    )
    .addOption(profileOption())
    .addOption(seedOption())
    .action(async (name: string, { profile, seed }: { profile: Profile; seed: number }) => {
      const task = tasks[names.indexOf(name)];
      let kept = '';
      endOnSignal(() =>
        kept
          ? `${name}: stopped after ${kept}; run the same command again to continue from there`
          : `${name}: stopped before the first checkpoint; run the same command again`,
      );
      const onKept = (place: string): void => void (kept = place);
      const begins = tasks.some((other) => 'continues' in other && other.continues === name);
      const folder = await ('run' in task
        ? task.run(profile, seed)
        : runExperiment(task, profile, seed, begins, onKept));
      console.log(relative(repositoryRoot(), folder));
    });
  await command.parseAsync(argv).catch(reportFailure);
}
