import { seedOption as seed } from '@reprise/records';
import { InvalidArgumentError, Option } from 'commander';

export { profileOption } from '@reprise/records';

/** `--seed <seed>`: REPRISE_SEED, or 1, by default. */
export const seedOption = (description: string): Option => seed(description).env('REPRISE_SEED');

function parsePort(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 65535) return Number(text);
  throw new InvalidArgumentError('Expected a whole number from 0 (any free port) to 65535, such as 8080.');
}

/** `--port <port>` */
export const portOption = (port: number): Option =>
  new Option('--port <port>', 'port to listen on; 0 picks a free one').default(port).argParser(parsePort);

/** The port of `reprise watch`, which leaves that of `reprise serve` free. */
export const WATCH_PORT = 8081;

/** `--watch [port]` */
export const watchOption = (): Option =>
  new Option('--watch [port]', `serve the run as it happens, on port ${WATCH_PORT} or another; 0 picks a free one`)
    .preset(String(WATCH_PORT))
    .argParser(parsePort);

/** `--host <host>`: an address or a name; IPv6 with or without brackets. */
export const hostOption = (): Option =>
  new Option('--host <host>', 'address to listen on').default('127.0.0.1').argParser((text) => {
    const bare = text.replace(/^\[(.*)\]$/, '$1');
    // Node would listen on every address of the machine.
    if (bare.trim() === '') throw new InvalidArgumentError('Expected an address of this machine, such as 127.0.0.1.');
    return bare;
  });

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
  const title = examples.length === 1 ? 'Example:' : 'Examples:';
  return ['', title, ...examples.map((example) => `  ${example}`), '', `Exit status: ${meanings.join(', ')}.`].join(
    '\n',
  );
}
