import { relative } from 'node:path';
import { artifactsDir, loadFashionMnist, loadUrls, Problem } from '@reprise/data';
import { Profile, PROFILES } from '@reprise/engine/records';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { buildReport } from './report';

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

async function report(options: { profile: Profile; seed: number }): Promise<void> {
  const sources = { artifacts: artifactsDir(), loadFashionMnist, loadUrls };
  const { folder, results } = await buildReport(sources, options.profile, options.seed);
  for (const model of results.models)
    if (model.status !== 'measured') console.error(`${model.name} is ${model.status}: ${model.reason}`);
    else
      console.log(
        `${model.name}: ${model.bar.figure} ${model.bar.measured.toFixed(5)}, ${model.bar.verdict} (${model.bar.rule})`,
      );
  if (results.notice !== null) console.log(results.notice);
  console.log(`Report: ${relative(process.cwd(), folder)}/report.html`);
}

/** @throws Problem when the command line is not understood */
async function main(argv: string[]): Promise<void> {
  const program = new Command('eval').exitOverride().configureOutput({ writeErr: () => undefined });
  program
    .command('report')
    .description('judge and draw what the models’ folders hold')
    .option('--profile <profile>', 'full or quick', profile, 'full')
    .option('--seed <n>', 'of the runs to report on', seed, 1)
    .action(report)
    .exitOverride();
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return;
    const found = error.message.replace(/^error: /, '');
    const todo = 'Example: ts-node packages/eval/src/main.ts report --profile=full --seed=1';
    throw new Problem({ where: 'command line', expected: 'report --profile=PROFILE --seed=N', found, todo });
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
});
