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
  const cells = rows.map(({ fault, trials, asserts, result }) => [
    cell(fault),
    trials.toLocaleString('en'),
    cell(asserts),
    cell(result),
  ]);
  return [
    `${date}, ${duration(seconds)} on ${where}; ${list.join(', ')}. ${failed}`,
    '',
    markdownTable(['fault', 'trials', 'asserted', 'result'], cells, [1]),
    ...(failures.length > 0 ? ['', ...failures.map((line) => `- ${cell(line)}`)] : []),
  ].join('\n');
}

/**
 * Writes the results of a complete run into docs/reliability.md.
 * @param name the Nx task without its project
 * @param started `Date.now()` when the run began
 */
export function publish(name: string, started: number, results: Results): void {
  const text = resultsMarkdown(results, {
    date: new Date(started).toISOString().slice(0, 10),
    seconds: Math.round((Date.now() - started) / 1000),
    on: machine(),
    node: process.versions.node,
  });
  writeFileSync(PAGE, putBetweenMarks(readFileSync(PAGE, 'utf8'), name, text));
}
