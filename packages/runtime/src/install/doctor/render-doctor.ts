import type { DoctorReport } from './inspect';

/**
 * The report as lines for a terminal, closed by one that sums it up.
 *
 * @example
 * renderDoctor({ ok: false, items: [{ name: 'Node', ok: false, found: '18.0.0', todo: 'Install Node 20.19 or newer.' }] })
 * // ✗ Node  18.0.0
 * //         Install Node 20.19 or newer.
 * // 1 thing needs you.
 */
export function renderDoctor({ items }: DoctorReport): string {
  const width = Math.max(...items.map(({ name }) => name.length));
  const indent = ' '.repeat(width + 4);
  const lines = items.flatMap(({ name, ok, found, todo }) => [
    `${ok ? '✓' : '✗'} ${name.padEnd(width)}  ${found.replaceAll('\n', `\n${indent}`)}`,
    ...(todo === undefined ? [] : [indent + todo]),
  ]);
  const wrong = items.filter(({ ok }) => !ok).length;
  const sum = wrong === 0 ? 'All is in order.' : wrong === 1 ? '1 thing needs you.' : `${wrong} things need you.`;
  return [...lines, sum].join('\n');
}
