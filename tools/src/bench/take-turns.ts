import type { Entry } from './contenders';
import type { Answer } from './protocol';

/** What an entry answered, turn by turn. */
export interface Turns {
  entry: Entry;
  train: Answer[];
  predict: Answer[];
}

/** A setting that takes so many times what the best one takes in the first turn that counts gets no further turn. */
const HOPELESS = 1.5;
/** A contender whose turn takes longer gets two turns that count at most. */
const LONG_MS = 20_000;

/**
 * Lets all entries train in turns, so that a machine that others use too treats all alike. Entries that build graphs do
 * so in a round of their own that is not counted.
 * @param rounds that count
 * @param predicting which entries predict as well
 * @param between runs after each round
 */
export async function takeTurns(
  entries: Entry[],
  rounds: number,
  predicting: (entry: Entry) => boolean,
  between: () => Promise<void>,
  say: (line: string) => void,
): Promise<Turns[]> {
  const ask = (entry: Entry, what: 'train' | 'predict'): Promise<Answer> =>
    entry.contender.ask({ do: what, ...(entry.variant !== undefined && { variant: entry.variant }) });
  for (const entry of entries.filter(({ warmsUp }) => warmsUp)) {
    await ask(entry, 'train');
    if (predicting(entry)) await ask(entry, 'predict');
  }
  say('warmed up');
  const turns: Turns[] = entries.map((entry) => ({ entry, train: [], predict: [] }));
  const best = (): number =>
    Math.min(...turns.filter(({ entry }) => entry.variant !== undefined).map(({ train }) => train[0].ms));
  const goesOn = ({ entry, train }: Turns): boolean => {
    const [first] = train;
    if (first === undefined) return true;
    if (entry.variant !== undefined && first.ms > HOPELESS * best()) return false;
    return train.length < 2 || first.ms < LONG_MS;
  };
  for (let round = 1; round <= rounds; round++) {
    for (const turn of turns.filter(goesOn)) {
      turn.train.push(await ask(turn.entry, 'train'));
      if (predicting(turn.entry)) turn.predict.push(await ask(turn.entry, 'predict'));
    }
    await between();
    say(`round ${round} of ${rounds}`);
  }
  return turns;
}
