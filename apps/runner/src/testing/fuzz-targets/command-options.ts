import { hostileText, fuzzTarget } from '@reprise/base/fuzz';
import { Command, CommanderError } from 'commander';
import * as fc from 'fast-check';
import { classify } from '../../commands/classify';
import { doctor } from '../../commands/doctor';
import { all, fetch, report, train } from '../../commands/nx-commands';
import { serve } from '../../commands/serve';
import { verify } from '../../commands/verify';
import { watch } from '../../commands/watch';

const COMMANDS = { all, classify, doctor, fetch, report, serve, train, verify, watch };
const NAMES = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];

const word = fc.oneof(
  fc.constantFrom('--seed', '--seed=7', '--profile', '--profile=quick', '--port', '--port=0', '--port=65536', '--host'),
  fc.constantFrom(
    '--host=',
    '--host=[::1]',
    '--file',
    '--file=-',
    '--watch',
    '--watch=0',
    '--watch=65536',
    '--json',
    '--explain',
    '--model=birnn',
    '--',
    '-',
    'lenet',
    'full',
    '--seed=-1',
    '0',
  ),
  fc.constantFrom('--port=08', '--port=1e3', '--__proto__', '--constructor=1', '--seed=4294967296', '--profile=sweep'),
  hostileText,
);

export default fuzzTarget({
  name: 'options of every command, and REPRISE_SEED',
  input: fc.record({
    name: fc.constantFrom(...NAMES),
    argv: fc.array(word, { maxLength: 5 }),
    seed: fc.option(fc.oneof(fc.constantFrom('1', '4294967296', '', ' 1', '-1'), hostileText), { nil: undefined }),
  }),
  read({ name, argv, seed }) {
    const output = { writeErr: () => undefined, writeOut: () => undefined };
    const program = new Command('reprise').exitOverride().configureOutput(output);
    let taken: Record<string, unknown> | undefined;
    const command = COMMANDS[name](program).exitOverride().configureOutput(output);
    command.action(() => void (taken = command.opts()));
    const before = process.env['REPRISE_SEED'];
    if (seed === undefined) delete process.env['REPRISE_SEED'];
    else process.env['REPRISE_SEED'] = seed.replaceAll('\0', '');
    try {
      program.parse([name, ...argv], { from: 'user' });
    } catch (error) {
      if (!(error instanceof CommanderError)) throw error;
      return 'refused';
    } finally {
      if (before === undefined) delete process.env['REPRISE_SEED'];
      else process.env['REPRISE_SEED'] = before;
    }
    const { seed: number = 0, port = 0, watch: other = 0, host = 'a', profile = 'full' } = taken ?? {};
    const whole = (value: unknown, most: number): boolean =>
      Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
    if (!whole(number, 0xffffffff) || !whole(port, 65_535) || !whole(other, 65_535))
      throw new Error(`seed ${number}, ports ${port} and ${other}`);
    if (typeof host !== 'string' || host.trim() === '') throw new Error(`host ${JSON.stringify(host)}`);
    if (!['full', 'quick', ...(name === 'verify' ? ['sweep'] : [])].includes(String(profile)))
      throw new Error(`profile ${String(profile)}`);
    return 'read';
  },
});
