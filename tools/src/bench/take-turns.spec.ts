import type { Entry } from './contenders';
import { takeTurns } from './take-turns';

/** A contender that says which of its turns it is, and takes `ms`. */
function fake(name: string, ms: number, log: string[], rest: Partial<Entry> = {}): Entry {
  return {
    name,
    warmsUp: false,
    contender: {
      name,
      startup: 0,
      ask: async ({ do: what }) => (log.push(`${name} ${what}`), { ms, peak_mb: 1 }),
      end: async () => undefined,
    },
    ...rest,
  };
}

const run = (entries: Entry[], rounds: number, log: string[]) =>
  takeTurns(
    entries,
    rounds,
    ({ name }) => name === 'a',
    async () => void log.push('between'),
    () => undefined,
  );

test('contenders take turns, after those that build graphs have built them', async () => {
  const log: string[] = [];
  const turns = await run([fake('a', 5, log, { warmsUp: true }), fake('b', 7, log)], 2, log);
  const round = ['a train', 'a predict', 'b train', 'between'];
  expect(log).toEqual(['a train', 'a predict', ...round, ...round]);
  expect(turns.map(({ train, predict }) => [train.map(({ ms }) => ms), predict.length])).toEqual([
    [[5, 5], 2],
    [[7, 7], 0],
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
