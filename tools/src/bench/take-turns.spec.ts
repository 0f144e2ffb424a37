import type { Entry } from './contenders';
import type { Request } from './protocol';
import { takeTurns } from './take-turns';

/** A contender that says which of its turns it is, and takes `ms`. */
function fake(name: string, ms: number, log: string[], rest: Partial<Entry> = {}): Entry {
  return {
    name,
    warmsUp: false,
    does: ['train'],
    contender: {
      name,
      startup: 0,
      ask: async ({ do: what }: Request) => (log.push(`${name} ${what}`), { ms, peak_mb: 1 }),
      end: async () => undefined,
    },
    ...rest,
  };
}

const run = (entries: Entry[], rounds: number, log: string[], say: (line: string) => void = () => undefined) =>
  takeTurns(entries, rounds, async () => void log.push('between'), say);

test('contenders take turns, after those that build graphs have built them', async () => {
  const log: string[] = [];
  const turns = await run(
    [fake('a', 5, log, { warmsUp: true, does: ['train', 'steps', 'predict'] }), fake('b', 7, log)],
    2,
    log,
  );
  const first = ['a train', 'a steps', 'a predict'];
  const round = [...first, 'b train', 'between'];
  expect(log).toEqual([...first, ...round, ...round]);
  expect(turns.map(({ train, steps, predict }) => [train.map(({ ms }) => ms), steps.length, predict.length])).toEqual([
    [[5, 5], 2, 2],
    [[7, 7], 0, 0],
  ]);
});

test('settings that are far behind, and turns that take long, are not repeated without end', async () => {
  const log: string[] = [];
  const turns = await run(
    [fake('best', 10, log, { variant: 'x' }), fake('slow', 16, log, { variant: 'y' }), fake('long', 30_000, log)],
    4,
    log,
  );
  expect(turns.map(({ train }) => train.length)).toEqual([4, 1, 2]);
});

test('one that fails is left out, with a word; the others go on', async () => {
  const [log, said]: string[][] = [[], []];
  const ill = fake('ill', 5, log, { variant: 'x' });
  ill.contender.ask = () => Promise.reject(new Error('out of memory'));
  const turns = await run([ill, fake('well', 5, log, { variant: 'y' })], 2, log, (line) => said.push(line));
  expect(turns.map(({ train, failure }) => [train.length, failure])).toEqual([
    [0, 'out of memory'],
    [2, undefined],
  ]);
  expect(said[1]).toBe('ill is left out: out of memory');
});
