import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { artifactsDir } from '@reprise/base';
import { type Profile, taskOf, trainings } from '@reprise/records';
import { Argument, type Command } from 'commander';
import { helpEnd, NX_STATUSES, profileOption, seedOption, watchOption } from '../command-line';
import { runNx } from '../nx/run-nx';
import { serveWatch } from '../watch/serve-watch';

interface Training {
  profile: Profile;
  seed: number;
}

export const DATA_SETS = ['fashion-mnist', 'urls', 'vgg16'];
const FETCHED = [...DATA_SETS, 'runtime'];

/** `reprise fetch` */
export const fetch = (program: Command): Command =>
  program
    .command('fetch')
    .description('fetch and verify data sets, VGG16’s weights and TensorFlow (runtime)')
    .addArgument(new Argument('[set...]', 'what to fetch; everything by default').choices(FETCHED))
    .addHelpText('after', helpEnd(['npx reprise fetch', 'npx reprise fetch urls runtime'], NX_STATUSES))
    .action(async (sets: string[] = []) => {
      const targets = (sets.length > 0 ? sets : FETCHED).join(',');
      process.exitCode = await runNx(['run-many', `--targets=${targets}`, '--projects=data,tools']);
    });

/** `reprise train` */
export const train = (program: Command): Command =>
  program
    .command('train')
    .description('train one model and what it needs; an interrupted training resumes after its last epoch')
    .addArgument(new Argument('<model>', 'model or variant').choices([...trainings().keys()]))
    .addOption(profileOption('full, as in the notebook, or a quick slice whose figures mean nothing'))
    .addOption(seedOption('random seed'))
    .addHelpText('after', helpEnd(['npx reprise train lenet', 'npx reprise train birnn --seed 7'], NX_STATUSES))
    .action(async (model: string, { profile, seed }: Training) => {
      process.exitCode = await runNx(['run', `${taskOf(model)}:${profile}`], { seed });
    });

const reportFile = ({ profile, seed }: Training, name: string): string =>
  join(artifactsDir(profile, 'report', `seed-${seed}`), name);

const printReportPath = (training: Training): void =>
  console.log(`Report: ${relative(process.cwd(), reportFile(training, 'report.html'))}`);

/** Serves the runs while `work` runs one. */
async function whileWatched<T>({ profile, seed }: Training, port: number, work: () => Promise<T>): Promise<T> {
  const { url, close } = await serveWatch(profile, seed, port);
  console.log(`Serving the run at ${url} until it ends`);
  try {
    return await work();
  } finally {
    await close();
  }
}

/** `reprise all` */
export const all = (program: Command): Command =>
  program
    .command('all')
    .description('run the whole pipeline: TensorFlow, data, trainings, verdicts, report, page')
    .addOption(profileOption('full, as in the notebook, or a quick slice whose figures mean nothing'))
    .addOption(seedOption('random seed'))
    .addOption(watchOption())
    .addHelpText('after', helpEnd(['npx reprise all', 'npx reprise all --profile quick --watch'], NX_STATUSES))
    .action(async ({ watch, ...training }: Training & { watch?: number }) => {
      // The same as `run runner:all:PROFILE`, for which Nx's view would show that one task instead of all of them.
      const nx = ['run-many', '--targets=all', '--projects=runner', `--configuration=${training.profile}`];
      const run = async (): Promise<number> => runNx(nx, { seed: training.seed });
      process.exitCode = await (watch === undefined ? run() : whileWatched(training, watch, run));
      if (process.exitCode === 0) printReportPath(training);
    });

/** `reprise report` */
export const report = (program: Command): Command =>
  program
    .command('report')
    .description('judge the trainings and draw the report, after training what is missing; print its path')
    .addOption(profileOption('profile of the report'))
    .addOption(seedOption('seed of the report'))
    .option('--json', 'print results.json to standard output, and nothing else')
    .addHelpText(
      'after',
      helpEnd(['npx reprise report', "npx reprise report --json | jq '.models[].metrics'"], NX_STATUSES),
    )
    .action(async ({ json = false, ...training }: Training & { json?: boolean }) => {
      process.exitCode = await runNx(['run', `eval:report:${training.profile}`], { seed: training.seed, quiet: json });
      if (process.exitCode !== 0) return;
      if (json) process.stdout.write(readFileSync(reportFile(training, 'results.json')));
      else printReportPath(training);
    });
