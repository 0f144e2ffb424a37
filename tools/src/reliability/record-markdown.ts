import type { ReliabilityRecord } from './record';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

const minutes = (seconds: number): string =>
  seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;

/**
 * A run as Markdown: when and on what it ran, a table of what it tried, and what was not as promised.
 * @example
 * recordMarkdown(record).split('\n')[0]
 * // '2026-11-26, 31 min 5 s on AMD EPYC, 2 cores, 24 GB, linux x64; Node 20.20.2; kills 120, seed 1.'
 */
export function recordMarkdown({
  date,
  seconds,
  machine,
  versions,
  settings,
  rows,
  failures,
}: ReliabilityRecord): string {
  const { cpu, cores, memory_gb, platform } = machine;
  const list = (values: Record<string, string | number>): string =>
    Object.entries(values)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  const set = Object.keys(settings).length > 0 ? `; ${list(settings)}` : '';
  return [
    `${date.slice(0, 10)}, ${minutes(seconds)} on ${cpu.trim()}, ${cores} cores, ${memory_gb} GB, ${platform}; ${list(versions)}${set}.`,
    '',
    '| tried | times | what happened |',
    '| --- | ---: | --- |',
    ...rows.map(({ fault, times, outcome }) => `| ${cell(fault)} | ${times.toLocaleString('en')} | ${cell(outcome)} |`),
    `| **not as promised** | **${failures.length}** |${failures.length === 0 ? '' : ' see below'} |`,
    ...(failures.length > 0 ? ['', 'Not as promised:', '', ...failures.map((line) => `- ${cell(line)}`)] : []),
  ].join('\n');
}
