import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine, markdownTable, putBetweenMarks, repositoryRoot } from '@reprise/base';

/** One kind of fault. */
export interface Row {
  /** What is broken: `a full disk`. */
  fault: string;
  trials: number;
  /** What each trial asserts: `one message; identical artefacts when rerun`. */
  asserts: string;
  /** `9 of 9`, or what was measured. */
  result: string;
}

export interface Results {
  rows: Row[];
  /** One line per failed trial. */
  failures: string[];
  /** Versions, seed and the like, beside Node's version. */
  facts?: Record<string, string | number>;
}

const PAGE = join(repositoryRoot(), 'docs', 'reliability.md');
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const duration = (seconds: number): string =>
  seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;

/** Results as Markdown: when and where they were made, a table with a row per kind of fault, and the failures. */
export function resultsMarkdown(
  { rows, failures, facts = {} }: Results,
  { date, seconds, on, node }: { date: string; seconds: number; on: ReturnType<typeof machine>; node: string },
): string {
  const where = `${on.cpu.trim()}, ${on.cores} cores, ${on.memory_gb} GB, ${on.platform}`;
  const list = Object.entries({ Node: node, ...facts }).map(([name, value]) => `${name} ${value}`);
  const failed = failures.length === 0 ? 'No failures.' : `**Failures: ${failures.length}**, below.`;
  const cells = rows.map(({ fault, trials, asserts, result }) =>
    [fault, trials.toLocaleString('en'), asserts, result].map(cell),
  );
  return [
    `${date}, ${duration(seconds)} on ${where}; ${list.join(', ')}. ${failed}`,
    '',
    markdownTable(['fault', 'trials', 'asserted', 'result'], cells, [1]),
    ...(failures.length > 0 ? ['', ...failures.map((line) => `- ${cell(line)}`)] : []),
  ].join('\n');
}

/**
 * Runs tests and prints their failures; the process then exits with 1.
 * @param name the Nx task without its project
 * @param complete whether it runs all trials, which writes the results into docs/reliability.md
 */
export async function publish(name: string, complete: boolean, run: () => Promise<Results>): Promise<void> {
  const started = new Date();
  const results = await run();
  const seconds = Math.round((Date.now() - started.getTime()) / 1000);
  if (complete) {
    const date = started.toISOString().slice(0, 10);
    const text = resultsMarkdown(results, { date, seconds, on: machine(), node: process.versions.node });
    writeFileSync(PAGE, putBetweenMarks(readFileSync(PAGE, 'utf8'), name, text));
  }
  for (const failure of results.failures) console.error(failure);
  const trials = results.rows.reduce((sum, row) => sum + row.trials, 0);
  console.log(`${trials} trials in ${seconds} s, ${results.failures.length} failures`);
  if (results.failures.length > 0) process.exitCode = 1;
}
