import { relative } from 'node:path';
import { asProblem, Problem, repositoryRoot } from '@reprise/data';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type ModelName, type Profile, PROFILES } from '../records';
import type { Experiment } from './experiment';
import { runExperiment } from './run-experiment';

/** A seed as it stands on a command line. */
export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || seed > 0xffffffff)
    throw new InvalidArgumentError('Expected a whole number from 0 to 4294967295, such as --seed=7.');
  return seed;
}

/**
 * The command of a package's training tasks: `MODEL [--profile full|quick] [--seed N]`.
 * Prints the message of a {@link Problem} alone, and exits with 1.
 */
export async function trainCommand(experiments: Partial<Record<ModelName, Experiment>>, argv: string[]): Promise<void> {
  const models = Object.keys(experiments);
  const command = new Command('train')
    .argument('<model>', models.join(' or '))
    .addOption(new Option('--profile <profile>').choices(PROFILES).default('full'))
    .addOption(new Option('--seed <seed>').argParser(parseSeed).default(1))
    .action(async (model: string, options: { profile: Profile; seed: number }) => {
      const experiment = experiments[model as ModelName];
      if (!experiment)
        throw new Problem({ where: 'train', expected: models.join(' or '), found: model, todo: 'Name one of them.' });
      const folder = await runExperiment(experiment, options.profile, options.seed);
      console.log(relative(repositoryRoot(), folder));
    });
  try {
    await command.parseAsync(argv);
  } catch (error) {
    const problem = asProblem(error);
    if (!problem) throw error;
    console.error(problem.message);
    process.exitCode = 1;
  }
}
