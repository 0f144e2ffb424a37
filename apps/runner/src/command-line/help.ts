/** Exit statuses of the command itself. A signal gives 128 plus its number. */
export const EXIT_STATUS = {
  done: 0,
  failed: 1,
  /** `verify` only: there is nothing to judge. */
  unjudged: 2,
  /** Ctrl+C: SIGINT is signal 2. */
  interrupted: 130,
} as const;

/** Exit statuses of the commands that run Nx, for their help. */
export const NX_STATUSES = { 0: 'done', 1: 'a task failed', 130: 'Ctrl+C', 143: 'SIGTERM' };

/**
 * The end of a command's help: examples and the meaning of its exit statuses.
 * @example helpEnd(['npx reprise doctor'], { 0: 'all is well' })
 * // Example:
 * //   npx reprise doctor
 * //
 * // Exit status: 0 all is well.
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
