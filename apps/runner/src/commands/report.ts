import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { artifactsDir } from '@reprise/base';
import type { Command } from 'commander';
import { EXIT_STATUS, helpEnd, NX_STATUSES } from '../command-line/help';
import { profileOption, seedOption } from '../command-line/options';
import { runNx } from '../nx/run-nx';

interface ReportOptions {
  profile: string;
  seed: number;
  json?: boolean;
}

const reportFile = (profile: string, seed: number, name: string): string =>
  join(artifactsDir(profile, 'report', `seed-${seed}`), name);

export const printReportPath = (profile: string, seed: number): void =>
  console.log(`Report: ${relative(process.cwd(), reportFile(profile, seed, 'report.html'))}`);

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
    .action(async ({ profile, seed, json = false }: ReportOptions) => {
      process.exitCode = await runNx(['run', `eval:report:${profile}`], { seed, quiet: json });
      if (process.exitCode !== EXIT_STATUS.done) return;
      if (json) process.stdout.write(readFileSync(reportFile(profile, seed, 'results.json')));
      else printReportPath(profile, seed);
    });
