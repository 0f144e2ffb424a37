import type { Entry } from './contenders';
import type { Answer } from './protocol';

/** What an entry answered, turn by turn. */
export interface Turns {
  entry: Entry;
  train: Answer[];
  steps: Answer[];
  predict: Answer[];
  /** Why it has no further turn. */
  failure?: string;
}

/** A setting that takes so many times what the best one takes in the first turn that counts gets no further turn. */
const HOPELESS = 1.5;
/** A contender whose turn takes longer gets two turns that count at most. */
const LONG_MS = 20_000;

/**
 * Lets all entries take turns, so that a machine that others use too treats all alike. Entries that build graphs do so
 * in a round of their own that is not counted. An entry that fails gets no further turn; the others go on.
 * @param rounds that count
 * @param between runs after each round
 */
export async function takeTurns(
  entries: Entry[],
  rounds: number,
  between: () => Promise<void>,
  say: (line: string) => void,
): Promise<Turns[]> {
  const turns: Turns[] = entries.map((entry) => ({ entry, train: [], steps: [], predict: [] }));
  /** One turn: all that the entry does. */
  const take = async (turn: Turns, counts: boolean): Promise<void> => {
    const { contender, variant, does } = turn.entry;
    try {
      for (const what of does) {
        const answer = await contender.ask({ do: what, ...(variant !== undefined && { variant }) });
        if (counts) turn[what].push(answer);
      }
    } catch (error) {
      turn.failure = error instanceof Error ? error.message : String(error);
      say(`${turn.entry.name} is left out: ${turn.failure}`);
    }
  };
  const best = (): number =>
    Math.min(
      ...turns
        .filter(({ entry, train }) => entry.variant !== undefined && train.length > 0)
        .map(({ train }) => train[0].ms),
    );
  const goesOn = ({ entry, train, failure }: Turns): boolean => {
    if (failure !== undefined) return false;
    const [first] = train;
    if (first === undefined) return true;
    if (entry.variant !== undefined && first.ms > HOPELESS * best()) return false;
    return train.length < 2 || first.ms < LONG_MS;
  };
  for (const turn of turns.filter(({ entry }) => entry.warmsUp)) await take(turn, false);
  say('warmed up');
  for (let round = 1; round <= rounds; round++) {
    for (const turn of turns.filter(goesOn)) await take(turn, true);
    await between();
    say(`round ${round} of ${rounds}`);
  }
  return turns;
}
