import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { profileOption } from '@reprise/records';
import type { Command } from 'commander';
import { EXIT_STATUS } from '../exit-status';
import { helpEnd } from '../help-end';
import { reportFile } from '../report-file';
import { NX_STATUSES, runNx } from '../run-nx';
import { seedOption } from '../seed-option';

interface ReportOptions {
  profile: string;
  seed: number;
  json?: boolean;
}

/** `reprise report` */
export const report = (program: Command): Command =>
  program
    .command('report')
    .description('judge and draw what was trained (what is missing is trained first), and say where the report lies')
    .addOption(profileOption('whose report'))
    .addOption(seedOption('whose report'))
    .option('--json', 'print the report’s results.json, and nothing else on standard output')
    .addHelpText(
      'after',
      helpEnd(['npx reprise report', "npx reprise report --json | jq '.models[].figures'"], NX_STATUSES),
    )
    .action(async ({ profile, seed, json = false }: ReportOptions) => {
      process.exitCode = await runNx(['run', `eval:report:${profile}`], { seed, quiet: json });
      if (process.exitCode !== EXIT_STATUS.done) return;
      if (json) process.stdout.write(readFileSync(reportFile(profile, seed, 'results.json')));
      else console.log(`Report: ${relative(process.cwd(), reportFile(profile, seed))}`);
    });
