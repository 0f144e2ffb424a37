/**
 * The end of a command's help: an example and what its exit statuses mean.
 * @example helpEnd(['npx reprise doctor'], { 0: 'all is in order' })
 * // Example:
 * //   npx reprise doctor
 * //
 * // Exit status: 0 all is in order.
 */
export function helpEnd(examples: string[], statuses: Record<number, string>): string {
  const meanings = Object.entries(statuses).map(([status, meaning]) => `${status} ${meaning}`);
  return [
    '',
    examples.length === 1 ? 'Example:' : 'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    `Exit status: ${meanings.join(', ')}.`,
  ].join('\n');
}
