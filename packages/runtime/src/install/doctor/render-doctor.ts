import type { DoctorReport } from './inspect';

/**
 * The report as lines for a terminal, with a summary as the last line.
 *
 * @example
 * renderDoctor({ ok: false, items: [{ name: 'Node', ok: false, found: '18.0.0', todo: 'Install Node 20.19 or newer.' }] })
 * // ✗ Node  18.0.0
 * //         Install Node 20.19 or newer.
 * // 1 problem found.
 */
export function renderDoctor({ items }: DoctorReport): string {
  const width = Math.max(...items.map(({ name }) => name.length));
  const indent = ' '.repeat(width + 4);
  const lines = items.flatMap(({ name, ok, found, todo }) => [
    `${ok ? '✓' : '✗'} ${name.padEnd(width)}  ${found.replaceAll('\n', `\n${indent}`)}`,
    ...(todo === undefined ? [] : [indent + todo]),
  ]);
  const wrong = items.filter(({ ok }) => !ok).length;
  return [...lines, wrong === 0 ? 'No problems found.' : `${wrong} problem${wrong > 1 ? 's' : ''} found.`].join('\n');
}
