import { relative } from 'node:path';
import { endOnSignal, reportFailure, repositoryRoot } from '@reprise/base';
import { Argument, Command } from 'commander';
import { profileOption, seedOption, type Profile } from '@reprise/records';
import type { Experiment } from './experiment';
import { runExperiment } from './run-experiment';

/** A task that is no training, under the same options. */
export interface Study {
  name: string;
  /** @returns the folder that it wrote */
  run(profile: Profile, seed: number): Promise<string>;
}

/**
 * The command of a package's training tasks: `NAME [--profile full|quick] [--seed N]`.
 * Prints the message of a {@link Problem} alone, and exits with 1; a signal ends it in order, as {@link endOnSignal} says.
 */
export async function trainCommand(tasks: (Experiment | Study)[], argv: string[]): Promise<void> {
  const names = tasks.map(({ name }) => name);
  const command = new Command('train')
    .addArgument(new Argument('<name>', 'of the experiment').choices(names))
    .addOption(profileOption())
    .addOption(seedOption())
    .action(async (name: string, { profile, seed }: { profile: Profile; seed: number }) => {
      const task = tasks[names.indexOf(name)];
      let kept = '';
      endOnSignal(() =>
        kept
          ? `${name}: stopped after ${kept}; run the same command again to go on from there`
          : `${name}: stopped, and nothing is kept yet; run the same command again`,
      );
      const onKept = (place: string): void => void (kept = place);
      const folder = await ('run' in task ? task.run(profile, seed) : runExperiment(task, profile, seed, onKept));
      console.log(relative(repositoryRoot(), folder));
    });
  await command.parseAsync(argv).catch(reportFailure);
}
