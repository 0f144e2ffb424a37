import type { Candidate } from './frameworks/candidates';
import type { Request } from './frameworks/protocol';
import { runRounds } from './rounds';

/** A candidate that logs its requests and takes `ms`. */
function fake(name: string, ms: number, log: string[], rest: Partial<Candidate> = {}): Candidate {
  return {
    name: name as Candidate['name'],
    setting: 'own',
    warmsUp: false,
    does: ['train'],
    framework: {
      startup: 0,
      loss: 1,
      ask: async ({ do: what }: Request) => (log.push(`${name} ${what}`), { ms, peak_mb: 1, loss: 0.7 }),
      end: async () => undefined,
    },
    ...rest,
  };
}

const run = (candidates: Candidate[], count: number, log: string[], say: (line: string) => void = () => undefined) =>
  runRounds(candidates, count, async () => void log.push('between'), say);

test('candidates take turns, after those that build graphs have warmed up', async () => {
  const log: string[] = [];
  const rounds = await run(
    [fake('a', 5, log, { warmsUp: true, does: ['train', 'steps', 'predict'] }), fake('b', 7, log)],
    2,
    log,
  );
  const first = ['a train', 'a steps', 'a predict'];
  const round = [...first, 'b train', 'between'];
  expect(log).toEqual([...first, ...round, ...round]);
  expect(rounds.map(({ train, steps, predict }) => [train.map(({ ms }) => ms), steps.length, predict.length])).toEqual([
    [[5, 5], 2, 2],
    [[7, 7], 0, 0],
  ]);
});

test('a setting that is far behind its framework’s best gets one round, another framework all', async () => {
  const log: string[] = [];
  const rounds = await run(
    [fake('a', 10, log, { variant: 'x' }), fake('a', 16, log, { variant: 'y' }), fake('long', 30_000, log)],
    4,
    log,
  );
  expect(rounds.map(({ train }) => train.length)).toEqual([4, 1, 4]);
});

test('a candidate that fails is dropped with a message; the others go on', async () => {
  const [log, said]: string[][] = [[], []];
  const broken = fake('broken', 5, log, { variant: 'x' });
  broken.framework.ask = () => Promise.reject(new Error('out of memory'));
  const rounds = await run([broken, fake('sound', 5, log, { variant: 'y' })], 2, log, (line) => said.push(line));
  expect(rounds.map(({ train, failure }) => [train.length, failure])).toEqual([
    [0, 'out of memory'],
    [2, undefined],
  ]);
  expect(said[1]).toBe('broken own is dropped: out of memory');
});

test('a candidate whose first epoch has another loss is dropped', async () => {
  const trains = (name: string, ...losses: number[]): Candidate => {
    const candidate = fake(name, 5, []);
    candidate.framework.ask = async () => ({ ms: 5, peak_mb: 1, loss: losses.shift() });
    return candidate;
  };
  const rounds = await run([trains('reprise', 0.7, 0.5), trains('near', 0.72, 0.2), trains('far', 0.9)], 2, []);
  expect(rounds.map(({ failure }) => failure)).toEqual([
    undefined,
    undefined,
    'first epoch: expected a loss of 0.7, found 0.9',
  ]);
});
